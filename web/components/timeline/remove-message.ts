import type { Answer } from '../../net/api.ts'
import { deleteMessages, restoreMessages } from '../../net/messages.ts'
import { say } from '../../state/toast.ts'

/** Removes messages, and offers to bring them back. */
export async function remove(
  room: string,
  seqs: readonly number[],
  reason = '',
): Promise<Answer<number[]>> {
  const answer = await deleteMessages(room, seqs, reason)
  if (!answer.ok) return answer
  const { length } = answer.value
  say(length === 1 ? 'Message removed' : `${length} messages removed`, {
    label: 'Undo',
    act: async () => {
      const back = await restoreMessages(room, answer.value)
      return back.ok ? undefined : back.refusal.message
    },
  })
  return answer
}

/** Brings removed messages back, and says so when that fails. */
export async function bringBack(room: string, seqs: readonly number[]): Promise<void> {
  const answer = await restoreMessages(room, seqs)
  if (!answer.ok) say(answer.refusal.message)
}
