import type { Scenario } from './scenario.ts'

/** Kept in its place until there is something to measure. */
export const search: Scenario = {
  name: 'search',
  about: 'Words in a room of 1,000,000 messages.',
  async run(bench) {
    bench.say('search: skipped, as Alcove has no search yet')
    return []
  },
}
