import { MISSING } from './databases.ts'

/**
 * Says that the bench's peers are not tested where there are no servers for them. Where nobody is
 * there to read it, that is a failure.
 */
export default function check(): void {
  if (MISSING === undefined) return
  if (process.env.CI) throw new Error(MISSING)
  console.warn(`${MISSING} Without it the peers of the bench are not tested.`)
}
