import { deletedUsername } from '../../../protocol/erased.ts'
import type { Person, Report } from '../../../protocol/rest.ts'
import { outcomeOf } from '../../state/admin/report-plan.ts'
import { exactLabel } from '../../state/day.ts'
import { agoWords } from '../../state/moment.ts'
import { Avatar } from '../avatar.tsx'
import { Button } from '../button.tsx'
import { LOCALE, minute } from '../clock.ts'
import './report-card.css'

export interface ReportCardProps {
  report: Report
  /** Whether to say which room it is of. */
  withRoom: boolean
  onAct(): void
  onDismiss(): void
}

/** A message as it was, who says what of it, and what became of that. */
export function ReportCard({ report, withRoom, onAct, onDismiss }: ReportCardProps) {
  const { author, body, saidAt, reporter, reason, createdAt, room, state } = report
  return (
    <li class="report">
      <figure class="report-message">
        <figcaption class="report-author">
          <Avatar id={author.id} name={author.displayName} />
          <span class="report-names">
            <strong dir="auto">{author.displayName}</strong>
            {!isDeleted(author) && <span class="report-faint">@{author.username}</span>}
          </span>
          <Ago at={saidAt} />
        </figcaption>
        <blockquote class="report-body" dir="auto">
          {body === '' ? <em>Nothing is left of it.</em> : body}
        </blockquote>
      </figure>
      <div class="report-said">
        <p>
          <strong dir="auto">{reporter.displayName}</strong> reported this
          {withRoom && <RoomName room={room} />} <Ago at={createdAt} />
          {reason === '' ? (
            ', and did not say why.'
          ) : (
            <>
              : <q dir="auto">{reason}</q>
            </>
          )}
        </p>
        {state !== 'open' && <Outcome report={report} />}
      </div>
      {state === 'open' && (
        <div class="report-actions">
          <Button label={`Dismiss the report of ${author.displayName}`} onClick={onDismiss}>
            Dismiss
          </Button>
          <Button
            kind="primary"
            label={`Act on the report of ${author.displayName}`}
            onClick={onAct}
          >
            Act
          </Button>
        </div>
      )}
    </li>
  )
}

function RoomName({ room }: Pick<Report, 'room'>) {
  if (room.name === '') return <> in a conversation</>
  return (
    <>
      {' in '}
      <a href={`/rooms/${room.id}`} dir="auto">
        {room.name}
      </a>
    </>
  )
}

function Outcome({ report }: { report: Report }) {
  const { state, resolvedBy, resolvedAt, note } = report
  return (
    <p class="report-outcome">
      <span class={`report-mark report-${state}`}>{outcomeOf(report)}</span>
      {resolvedBy !== null && (
        <>
          {' by '}
          <strong dir="auto">{resolvedBy.displayName}</strong>
        </>
      )}{' '}
      {resolvedAt !== null && <Ago at={resolvedAt} />}
      {note !== '' && (
        <>
          : <q dir="auto">{note}</q>
        </>
      )}
    </p>
  )
}

/** When it was; exactly, as a tooltip. */
function Ago({ at }: { at: number }) {
  return (
    <time class="report-faint" dateTime={new Date(at).toISOString()} title={exactLabel(at, LOCALE)}>
      {agoWords(at, minute.value, LOCALE)}
    </time>
  )
}

function isDeleted({ id, username }: Person): boolean {
  return username === deletedUsername(id)
}
