import type { Beginning } from '../../protocol/client/room-client.ts'

/** What a person is told when the timeline begins anew under their eyes; null for the first time. */
export function beginningText(beginning: Beginning): string | null {
  switch (beginning.kind) {
    case 'first':
      return null
    case 'gap':
      return 'You were away for a while. These are the newest messages; what you missed is above them.'
    case 'reset':
      return 'This room’s history was restored from a backup. What you see now is what it holds.'
    default:
      return beginning satisfies never
  }
}
