import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { previews } from '../../net/previews.ts'
import type { RoomLine } from '../../net/room-line.ts'
import { deedsFor, mayEdit, type Onlooker } from '../../state/deeds.ts'
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
  onThread: ((seq: number) => void) | undefined
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
      save: (message, body, was) => taken(body === was || line.edit(message, body, was)),
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

function taken(isTaken: boolean): boolean {
  if (!isTaken) say('Too much is waiting for the room. Try again once it is reached.')
  return isTaken
}
