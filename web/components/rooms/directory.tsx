import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { RoomSummary } from '../../../protocol/rest.ts'
import { joinRoom, loadDirectory } from '../../net/rooms.ts'
import { rooms } from '../../state/rooms.ts'
import { say } from '../../state/toast.ts'
import { BackLink } from '../back-link.tsx'
import { Button } from '../button.tsx'
import { MorePages } from '../more-pages.tsx'
import { SearchField } from '../search-field.tsx'
import { useTitle } from '../title.ts'
import { type Pages, usePages } from '../use-pages.ts'
import { RoomMark } from './room-mark.tsx'
import './directory.css'

/** Every public room, to be found and joined. */
export default function Directory() {
  const [sought, setSought] = useState('')
  const q = sought.trim()
  const pages = usePages(q, async after => {
    const answer = await loadDirectory(q, after)
    if (!answer.ok) return answer
    return { ok: true, value: { items: answer.value.rooms, after: answer.value.after } }
  })
  useTitle('Find rooms')
  return (
    <main id="main" tabIndex={-1} class="directory">
      <header class="directory-head">
        <BackLink />
        <h1 class="serif">Find rooms</h1>
      </header>
      <div class="directory-inside">
        <SearchField label="Name, topic or description" value={sought} onInput={setSought} />
        <Found pages={pages} q={q} />
      </div>
    </main>
  )
}

function Found({ pages, q }: { pages: Pages<RoomSummary>; q: string }) {
  const { items, phase } = pages
  return (
    <>
      <p class="unseen" role="status">
        {phase === 'here' ? `${items.length} rooms` : ''}
      </p>
      {phase === 'here' && items.length === 0 && (
        <p class="directory-empty">
          {q === ''
            ? 'There is no public room yet. Open the first with the plus above the list of rooms.'
            : 'No public room has that in its name, its topic or its description.'}
        </p>
      )}
      <ul class="directory-list" aria-label="Public rooms">
        {items.map(room => (
          <DirectoryEntry key={room.id} room={room} />
        ))}
      </ul>
      <MorePages pages={pages} />
    </>
  )
}

function DirectoryEntry({ room }: { room: RoomSummary }) {
  const { id, name, topic, description, members } = room
  const { route } = useLocation()
  const [busy, setBusy] = useState(false)
  const list = rooms.value.phase === 'here' ? rooms.value.list : undefined
  const isInside = list?.joined.some(joined => joined.id === id) ?? room.role !== null

  async function join() {
    setBusy(true)
    const answer = await joinRoom(id)
    setBusy(false)
    if (answer.ok) route(`/rooms/${id}`)
    else say(answer.refusal.message)
  }

  return (
    <li class="directory-entry">
      <RoomMark id={id} />
      <div class="directory-entry-text">
        <h2 class="directory-entry-name" dir="auto">
          <a href={`/rooms/${id}`}>{name}</a>
        </h2>
        {(topic !== '' || description !== '') && (
          <p class="directory-entry-topic" dir="auto">
            {topic || description}
          </p>
        )}
        <p class="directory-entry-count">
          {members === 1 ? '1 person' : `${members} people`}
          {room.archivedAt !== null && ' · archived'}
        </p>
      </div>
      {isInside ? (
        <a class="button button-plain" href={`/rooms/${id}`} aria-label={`Open ${name}`}>
          Open
        </a>
      ) : (
        <Button label={`Join ${name}`} busy={busy} onClick={() => void join()}>
          Join
        </Button>
      )}
    </li>
  )
}
