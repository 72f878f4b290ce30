import type { MessageStyle } from '../../../protocol/events.ts'
import { type Call, commandNamed } from '../../../protocol/slash/commands.ts'
import type { Reading } from '../../../protocol/slash/read.ts'
import { type SayCall, saidBy } from '../../../protocol/slash/said.ts'
import { type Trouble, troubleWith } from './trouble.ts'

/** What becomes of a text that is sent: it is said, something is done, or nothing can be. */
export type Intent =
  | { kind: 'say'; body: string; style?: MessageStyle; call?: SayCall }
  | { kind: 'do'; call: Call }
  | { kind: 'stop'; trouble: Trouble }

export function intentOf(reading: Reading): Intent {
  switch (reading.kind) {
    case 'message':
      return { kind: 'say', body: reading.body }
    case 'command':
      return isSaid(reading.call)
        ? { kind: 'say', ...saidBy(reading.call), call: reading.call }
        : { kind: 'do', call: reading.call }
    case 'mistake':
    case 'unknown':
      return { kind: 'stop', trouble: troubleWith(reading) }
    default:
      return reading satisfies never
  }
}

function isSaid(call: Call): call is SayCall {
  return commandNamed(call.name).runs === 'say'
}
