import type { Standing } from '../../protocol/inbox-frames.ts'

export type Standings = ReadonlyMap<string, Standing>

/** How people are there, with some as they are now. */
export function withStandings(standings: Standings, people: readonly Standing[]): Standings {
  return new Map([...standings, ...people.map(one => [one.id, one] as const)])
}
