import type { RoomSummary } from '../../../protocol/rest.ts'
import { inbox } from '../../net/inbox-line.ts'
import { agoLabel, exactLabel } from '../../state/day.ts'
import { thereAtAll, thereWords } from '../../state/presence.ts'
import { titleOf } from '../../state/rooms.ts'
import { LOCALE, minute } from '../clock.ts'
import { Icon } from '../icon.tsx'
import { RoomPicture } from './room-picture.tsx'
import './room-link.css'

export interface RoomLinkProps {
  room: RoomSummary
  current: boolean
  /** Shows what can be done with it, beside `anchor`; undefined where there is nothing. */
  onMenu?: ((anchor: Element) => void) | undefined
}

/** A room in the list. One that is only open to join says how many are in it. */
export function RoomLink({ room, current, onMenu }: RoomLinkProps) {
  const { id, role, lastActivityAt, preferences } = room
  const title = titleOf(room)
  const [other] = room.kind === 'direct' ? room.people : []
  return (
    <>
      <a
        class={`room-link ${preferences.muted ? 'room-link-quiet' : ''}`}
        href={`/rooms/${id}`}
        aria-current={current ? 'page' : undefined}
      >
        <RoomPicture room={room} />
        <span class="room-link-text">
          <span class="room-link-name" dir="auto">
            {title}
          </span>
          {other && (
            <span class="unseen">
              {thereWords(thereAtAll(inbox.standings.value.get(other.id)), minute.value, LOCALE)}
            </span>
          )}
          <span class="room-link-about" dir="auto">
            {aboutOf(room)}
          </span>
        </span>
        {role !== null && (
          <time
            class="room-link-time"
            dateTime={new Date(lastActivityAt).toISOString()}
            title={exactLabel(lastActivityAt, LOCALE)}
          >
            {agoLabel(lastActivityAt, minute.value, LOCALE)}
          </time>
        )}
        {preferences.muted && (
          <span class="room-link-sign" title="Muted">
            <Icon name="quiet" size={14} />
            <span class="unseen">Muted</span>
          </span>
        )}
      </a>
      {onMenu && (
        <button
          class="room-link-more"
          type="button"
          aria-label={`More about ${title}`}
          title="More"
          onClick={event => onMenu(event.currentTarget)}
        >
          <Icon name="more" size={18} />
        </button>
      )}
    </>
  )
}

function aboutOf({ archivedAt, topic, members, kind, people }: RoomSummary): string {
  if (archivedAt !== null) return 'Archived'
  if (topic !== '') return topic
  if (kind === 'direct' && people[0] !== undefined) return `@${people[0].username}`
  return members === 1 ? '1 person' : `${members} people`
}
