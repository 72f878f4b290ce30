import { binary } from '../../bench/servers/binary.ts'

/** What has to be installed before an ordinary Postgres and Redis can be started; undefined if nothing. */
export const MISSING: string | undefined = ['postgres', 'initdb', 'redis-server']
  .map(missing)
  .find(sentence => sentence !== undefined)

function missing(program: string): string | undefined {
  try {
    binary(program)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
