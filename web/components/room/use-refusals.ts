import { useEffect } from 'preact/hooks'
import type { Amendment } from '../../../protocol/client/amender.ts'
import { amendAsAdmin } from '../../net/messages.ts'
import type { Refused, RoomLine } from '../../net/room-line.ts'
import type { Onlooker } from '../../state/deeds.ts'
import { failureOf } from '../../state/failure.ts'
import { say, sayInTurn } from '../../state/toast.ts'

/**
 * Says what the room would not have; what was written is not lost by it.
 * @param onRewrite a message is to be changed again, beginning with what it was to say
 */
export function useRefusals(
  line: RoomLine,
  { standing }: Onlooker,
  onRewrite: (seq: number, body: string) => void,
): void {
  const { value } = line.refused
  useEffect(() => {
    if (value.length === 0) return
    const refused = line.refused.peek()
    line.refused.value = []
    void settle(refused)
  }, [value])

  /** In the order in which it was done. */
  async function settle(refused: readonly Refused[]) {
    for (const { amendment, code } of refused) {
      const isOverruled = code === 'forbidden' && standing === 'deployment admin'
      const why = isOverruled ? await overrule(line.id, amendment) : failureOf(code)
      if (why !== undefined) tell(amendment, why, onRewrite)
    }
  }
}

/** @returns why that is refused as well, if it is */
async function overrule(room: string, amendment: Amendment): Promise<string | undefined> {
  const answer = await amendAsAdmin(room, amendment)
  return answer.ok ? undefined : answer.refusal.message
}

/** What was written is offered for each that was refused, one after the other. */
function tell(
  amendment: Amendment,
  why: string,
  onRewrite: (seq: number, body: string) => void,
): void {
  if (amendment.type !== 'edit') {
    say(why)
    return
  }
  const { body, target } = amendment
  sayInTurn(`Not changed. ${why}`, {
    label: 'Edit again',
    act: async () => {
      onRewrite(target.seq, body)
      return undefined
    },
  })
}
