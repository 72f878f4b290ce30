import { signal } from '@preact/signals'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Role, Room } from '../../../protocol/events.ts'
import type { Account, RoomSummary } from '../../../protocol/rest.ts'
import { RoomLine } from '../../net/room-line.ts'
import { typedFor } from '../../state/commands/typed.ts'
import type { Onlooker } from '../../state/deeds.ts'
import { Draft, prefixed } from '../../state/draft.ts'
import { lastOwn } from '../../state/last-own.ts'
import { membersOf, nameOf } from '../../state/people.ts'
import { titleOf } from '../../state/rooms.ts'
import { standIn } from '../../state/standing.ts'
import { RoomComposer } from '../composer/room-composer.tsx'
import { later } from '../later.tsx'
import { shelf } from '../shelf.ts'
import { Timeline } from '../timeline/timeline.tsx'
import { useTitle } from '../title.ts'
import { Announcer } from './announcer.ts'
import { BeginningNote } from './beginning-note.tsx'
import { ConnectionBanner } from './connection-banner.tsx'
import { DeletedRoom } from './deleted-room.tsx'
import { newDoing, type OpenThread } from './doing.ts'
import { EndedRoom } from './ended-room.tsx'
import { JumpToDate } from './jump-to-date.tsx'
import { RoomHeader } from './room-header.tsx'
import { RoomSide } from './room-side.tsx'
import { type SidePanel, useSidePanel } from './side-panel.ts'
import { SilenceNote } from './silence-note.tsx'
import { TypingLine } from './typing-line.tsx'
import { useThread } from './use-thread.ts'
import { useThreadFocus } from './use-thread-focus.ts'
import './room-view.css'

const ThreadPane = later(() => import('../thread/thread-pane.tsx'))

export interface RoomViewProps {
  id: string
  account: Account
  summary: RoomSummary | undefined
  /** The room was deleted, and is back: it begins anew. */
  onRestored(): void
}

/** One room: who it is for, what is said in it, and the place to say something. */
export function RoomView({ id, account, summary, onRestored }: RoomViewProps) {
  const { line, announcer, draft, text, doing } = useMemo(
    () => furnish(id, account.id),
    [id, account.id],
  )
  useEffect(() => line.open(), [line])
  useEffect(() => () => announcer.stop(), [announcer])
  const panel = useSidePanel()
  const [day, setDay] = useState<number>()

  const room = line.room.value ?? summary
  const who = useOnlooker(account, line.people.value.get(account.id)?.role ?? summary?.role, room)
  const { thread, open: openThread, close, jump, beside } = useThread(line, who, doing, panel)
  const middle = useRef<HTMLDivElement>(null)
  useThreadFocus(middle, doing)
  const card = room && cardOf(room, summary, line, account.id)
  const title = card === undefined ? undefined : titleOf(card)
  useTitle(title)
  const status = line.status.value
  if (room !== undefined && room.deletedAt !== null)
    return (
      <DeletedRoom
        room={room}
        mayRestore={who.may('room.delete')}
        isBack={summary?.deletedAt === null}
        onRestored={onRestored}
      />
    )
  if (status.phase === 'ended' && status.reason !== 'stopped')
    return (
      <EndedRoom
        id={id}
        code={status.code}
        isListed={summary?.deletedAt === null}
        onRestored={onRestored}
      />
    )

  const write = (typed: string) => {
    text.value = typed
    draft.write(typed)
    // A command is nothing that anybody waits for.
    line.write(typed.trim() !== '' && !typed.startsWith('/'))
  }
  /** What was refused is written again. */
  const editSend = (cid: string, body: string) => {
    const send = line.pending.value.find(one => one.cid === cid)
    line.discard(cid)
    write(prefixed(typedFor(body, send?.style), text.value))
    document.getElementById('composer')?.focus()
  }
  // Where there is no place beside it, a thread stands before the room.
  const isCovered = thread !== null && !panel.isWide
  return (
    <main
      id="main"
      tabIndex={-1}
      onFocusOut={event => {
        if (event.target instanceof HTMLTextAreaElement) line.write(false)
      }}
      class={`room ${besideClass(panel, thread)}`}
    >
      <div class="room-middle" ref={middle} inert={isCovered}>
        <RoomHeader line={line} room={card} summary={summary} panel={beside} onChooseDay={setDay} />
        <BeginningNote line={line} />
        <ConnectionBanner line={line} />
        <Timeline
          line={line}
          who={who}
          doing={doing}
          isCovered={isCovered}
          onJump={jump}
          onEdit={editSend}
          onChooseDay={setDay}
          onThread={openThread}
        />
        <TypingLine line={line} />
        <SilenceNote line={line} id={account.id} />
        <RoomComposer
          line={line}
          account={account}
          room={room}
          text={text}
          doing={doing}
          onUp={() => {
            const last = lastOwn(line.timeline.value.events, who, Date.now())
            if (last !== undefined) doing.editing.value = { seq: last.seq }
          }}
          placeholder={title === undefined ? 'Message' : `Message ${title}`}
          onType={write}
          onThread={openThread}
        />
      </div>
      {thread === null ? (
        <RoomSide
          line={line}
          who={who}
          title={title ?? ''}
          summary={summary}
          panel={panel}
          onJump={jump}
          onThread={openThread}
        />
      ) : (
        <ThreadPane
          key={thread.seq}
          line={line}
          account={account}
          room={line.room.value ?? undefined}
          who={who}
          onJump={jump}
          opened={thread}
          onEdit={editSend}
          onClose={close}
        />
      )}
      {day !== undefined && <JumpToDate line={line} at={day} onClose={() => setDay(undefined)} />}
      <div class="unseen" aria-live="polite">
        {announcer.text.value}
      </div>
    </main>
  )
}

function besideClass(panel: SidePanel, thread: OpenThread | null): string {
  if (thread !== null) return 'room-with-thread'
  return panel.beside === undefined ? '' : 'room-with-side'
}

/** A room as it is called and pictured: in a conversation by the others in it. */
function cardOf(
  room: Room | RoomSummary,
  summary: RoomSummary | undefined,
  line: RoomLine,
  me: string,
): RoomCard {
  const { id, kind, name, topic } = room
  if (summary !== undefined) {
    const { people, members } = summary
    return { id, kind, name, topic, people, members }
  }
  const people = membersOf(line.people.value).filter(member => member.id !== me)
  return { id, kind, name, topic, people, members: line.counts.value.members }
}
type RoomCard = Pick<RoomSummary, 'id' | 'kind' | 'name' | 'topic' | 'people' | 'members'>

/** Who looks at the room; the same object for as long as it says the same. */
function useOnlooker(
  account: Account,
  role: Role | null | undefined,
  room: Room | RoomSummary | undefined,
): Onlooker {
  return useMemo(() => {
    if (room === undefined) return { me: account.id, standing: 'visitor', may: () => false }
    return { me: account.id, ...standIn(account, { role: role ?? null }, room) }
  }, [account.id, account.role, role, room?.kind, room?.settings])
}

function furnish(id: string, me: string) {
  const line = new RoomLine(me, id, messages => announcer.hear(messages))
  const announcer = new Announcer(me, user => nameOf(line.people.value, user))
  const draft = new Draft(shelf(), me, id)
  return { line, announcer, draft, text: signal(draft.read()), doing: newDoing() }
}
