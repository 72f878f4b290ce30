import { useEffect } from 'preact/hooks'
import type { Amendment } from '../../../protocol/client/amender.ts'
import { amendAsAdmin } from '../../net/messages.ts'
import type { RoomLine } from '../../net/room-line.ts'
import type { Onlooker } from '../../state/deeds.ts'
import { failureOf } from '../../state/failure.ts'
import { say } from '../../state/toast.ts'

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
    if (value === null) return
    line.refused.value = null
    const { amendment, code } = value
    const isOverruled = code === 'forbidden' && standing === 'deployment admin'
    if (!isOverruled) {
      tell(amendment, failureOf(code), onRewrite)
      return
    }
    void amendAsAdmin(line.id, amendment).then(answer => {
      if (!answer.ok) tell(amendment, answer.refusal.message, onRewrite)
    })
  }, [value])
}

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
  say(`Not changed. ${why}`, {
    label: 'Edit again',
    act: async () => {
      onRewrite(target.seq, body)
      return undefined
    },
  })
}
