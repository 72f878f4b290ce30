import { signal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import type { Account, RoomSummary } from '../../../protocol/rest.ts'
import { RoomLine } from '../../net/room-line.ts'
import { Draft, prefixed } from '../../state/draft.ts'
import { nameOf } from '../../state/people.ts'
import { Composer } from '../composer/composer.tsx'
import { PeoplePanel } from '../people/people-panel.tsx'
import { Timeline } from '../timeline/timeline.tsx'
import { useTitle } from '../title.ts'
import { Announcer } from './announcer.ts'
import { BeginningNote } from './beginning-note.tsx'
import { ConnectionBanner } from './connection-banner.tsx'
import { EndedRoom } from './ended-room.tsx'
import { usePeoplePanel } from './people-shown.ts'
import { RoomHeader } from './room-header.tsx'
import './room-view.css'

export interface RoomViewProps {
  id: string
  account: Account
  summary: RoomSummary | undefined
}

/** One room: who it is for, what is said in it, and the place to say something. */
export function RoomView({ id, account, summary }: RoomViewProps) {
  const { line, announcer, draft, text } = useMemo(() => furnish(id, account.id), [id, account.id])
  useEffect(() => line.open(), [line])
  useEffect(() => () => announcer.stop(), [announcer])
  const people = usePeoplePanel()

  const room = line.room.value ?? summary
  useTitle(room?.name)
  const status = line.status.value
  if (status.phase === 'ended' && status.reason !== 'stopped')
    return <EndedRoom code={status.code} />

  const write = (typed: string) => {
    text.value = typed
    draft.write(typed)
  }
  return (
    <main id="main" tabIndex={-1} class={`room ${people.beside ? 'room-with-people' : ''}`}>
      <div class="room-middle">
        <RoomHeader line={line} room={room} people={people} />
        <BeginningNote line={line} />
        <ConnectionBanner line={line} />
        <Timeline
          line={line}
          me={account.id}
          onEdit={(cid, body) => {
            line.discard(cid)
            write(prefixed(body, text.value))
            document.getElementById('composer')?.focus()
          }}
        />
        <Composer
          text={text}
          pending={line.pending.value}
          onType={write}
          placeholder={room === undefined ? 'Message' : `Message ${room.name}`}
          onSend={body => line.send(body)}
        />
      </div>
      <PeoplePanel line={line} me={account.id} shown={people} />
      <div class="unseen" aria-live="polite">
        {announcer.text.value}
      </div>
    </main>
  )
}

function furnish(id: string, me: string) {
  const line = new RoomLine(me, id, messages => announcer.hear(messages))
  const announcer = new Announcer(me, user => nameOf(line.people.value, user))
  const draft = new Draft(shelf(), me, id)
  return { line, announcer, draft, text: signal(draft.read()) }
}

/** Reading the property throws where storage is forbidden. */
function shelf(): Storage | undefined {
  try {
    return localStorage
  } catch {
    return undefined
  }
}
