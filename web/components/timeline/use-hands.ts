import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import type { Amendment } from '../../../protocol/client/amender.ts'
import { amendAsAdmin } from '../../net/messages.ts'
import { previews } from '../../net/previews.ts'
import type { RoomLine } from '../../net/room-line.ts'
import { deedsFor, mayEdit, type Onlooker } from '../../state/deeds.ts'
import { failureOf } from '../../state/failure.ts'
import { isMine } from '../../state/reactions.ts'
import { say } from '../../state/toast.ts'
import { minute } from '../clock.ts'
import type { Doing } from '../room/doing.ts'
import type { Asked, Hands } from './hands.ts'
import type { Chosen } from './message-menu.tsx'
import { noteUse } from './reactions/uses.ts'
import { bringBack } from './remove-message.ts'

export interface HandsProps {
  line: RoomLine
  who: Onlooker
  doing: Doing
  onEdit(cid: string, body: string): void
  onThread(seq: number): void
  onJump(seq: number): void
  onChooseDay(at: number): void
  open(chosen: Chosen): void
  ask(asked: Asked): void
}

/** The same hands for as long as nothing about the room or the person changes: every message has them. */
export function useHands({
  line,
  who,
  doing,
  onEdit,
  onThread,
  onJump,
  onChooseDay,
  open,
  ask,
}: HandsProps): Hands {
  const active = useSignal<string | null>(null)
  return useMemo(
    () => ({
      line,
      who,
      doing,
      active,
      fate: {
        retry: cid => line.retry(cid),
        discard: cid => line.discard(cid),
        edit: onEdit,
      },
      mayRestore: (bubble, by) => deedsFor(bubble, by, who, minute.value).includes('restore'),
      mayEdit: (bubble, by) => mayEdit(bubble, by, who, minute.value),
      restore: bubble => void bringBack(line.id, [bubble.seq ?? 0]),
      open: (bubble, by, anchor) => open({ bubble, by, anchor }),
      react: (message, emoji) => {
        const on = !isMine(message, emoji)
        if (on) noteUse(emoji)
        taken(line.react(message, emoji, on))
      },
      reply: message => {
        doing.replying.value = message
        focusComposer()
      },
      edit: seq => {
        doing.editing.value = { seq }
      },
      save: (message, body) => taken(body === message.body || line.edit(message, body)),
      thread: onThread,
      previews: async (seq, addresses) =>
        line.room.peek()?.settings.linkPreviews ? previews(line.id, seq, addresses) : [],
      jump: onJump,
      chooseDay: onChooseDay,
      ask,
      focusComposer,
    }),
    [line, who, doing],
  )
}

function focusComposer(): void {
  document.getElementById('composer')?.focus()
}

/** Says what the room would not have; what was written is not lost by it. */
export function useRefusals(line: RoomLine, { standing }: Onlooker, { editing }: Doing): void {
  const { value } = line.refused
  useEffect(() => {
    if (value === null) return
    line.refused.value = null
    const { amendment, code } = value
    const isOverruled = code === 'forbidden' && standing === 'deployment admin'
    if (!isOverruled) {
      tell(amendment, failureOf(code), editing)
      return
    }
    void amendAsAdmin(line.id, amendment).then(answer => {
      if (!answer.ok) tell(amendment, answer.refusal.message, editing)
    })
  }, [value])
}

function tell(amendment: Amendment, why: string, editing: Doing['editing']): void {
  if (amendment.type !== 'edit') {
    say(why)
    return
  }
  const { body, target } = amendment
  say(`Not changed. ${why}`, {
    label: 'Edit again',
    act: async () => {
      editing.value = { seq: target.seq, body }
      return undefined
    },
  })
}

function taken(isTaken: boolean): boolean {
  if (!isTaken) say('Too much is waiting for the room. Try again once it is reached.')
  return isTaken
}
