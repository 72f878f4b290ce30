import { useEffect, useMemo } from 'preact/hooks'
import type { Room } from '../../../protocol/events.ts'
import type { World } from '../../../protocol/slash/complete.ts'
import { emojiTable, loadEmoji } from '../../net/emoji.ts'
import type { RoomLine } from '../../net/room-line.ts'
import { rooms } from '../../state/rooms.ts'
import { bySpeaking, callableFor, type Nameable, ownRooms } from '../../state/writing/offers.ts'
import { speakersIn } from '../../state/writing/speakers.ts'

export interface NameableOptions {
  line: RoomLine
  me: string
  room: Room | undefined
  people: World['people']
  /** What is being written: only then it matters what can be named in it. */
  text: string
}

/** What can be named in a message to a room. */
export function useNameable({ line, me, room, people, text }: NameableOptions): Nameable {
  const isNaming = text.includes('@')
  const events = isNaming ? line.timeline.value.events : NOTHING
  const counts = line.counts.value
  const role = line.people.value.get(me)?.role
  const list = rooms.value
  const isEmojiBegun = /:[a-z0-9_+-]{2}/i.test(text)
  useEffect(() => {
    if (isEmojiBegun) void loadEmoji()
  }, [isEmojiBegun])
  const inOrder = useMemo(() => bySpeaking(people, speakersIn(events)), [people, events])
  const emoji = emojiTable.value
  return useMemo(
    () => ({
      people: inOrder,
      rooms: list.phase === 'here' ? ownRooms(list.list) : [],
      callable: room && callableFor(role, room, counts),
      emoji,
    }),
    [inOrder, list, role, room, counts, emoji],
  )
}

const NOTHING: readonly never[] = []
