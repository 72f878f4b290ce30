import { writeFileSync } from 'node:fs'
import { setPriority } from 'node:os'

/** As `nice` counts: 0 is everybody else's, 19 would starve on a busy machine. */
const NICE = 5

/** Lets other processes go first where there are too few processors for all. */
export function giveWay(): void {
  try {
    setPriority(NICE)
    // Linux may share time between sessions first, and looks at this number for that.
    writeFileSync('/proc/self/autogroup', String(NICE))
  } catch {
    // Another system, or one that does neither: then it takes its turn like all.
  }
}
