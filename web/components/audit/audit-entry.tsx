import type { AuditEntry } from '../../../protocol/rest.ts'
import { detailsOf } from '../../state/audit/details.ts'
import { reasonOf, sentenceOf } from '../../state/audit/sentence.ts'
import { LOCALE } from '../clock.ts'
import { Icon } from '../icon.tsx'
import { Time } from '../time.tsx'
import './audit-entry.css'

export interface AuditEntryProps {
  entry: AuditEntry
  /** Whether to say in which room. */
  withRoom: boolean
}

/** What was done, as a sentence; all that is known of it on demand. */
export function AuditEntryView({ entry, withRoom }: AuditEntryProps) {
  const reason = reasonOf(entry)
  return (
    <li>
      <details class="audit-entry">
        <summary class="audit-entry-line">
          <Time at={entry.at} />
          <span class="audit-entry-words">
            {sentenceOf(entry).map((piece, index) =>
              typeof piece === 'string' ? (
                piece
              ) : (
                <strong key={index} dir="auto" title={`@${piece.username}`}>
                  {piece.name}
                </strong>
              ),
            )}
            {reason !== undefined && (
              <>
                : <q dir="auto">{reason}</q>
              </>
            )}
            {withRoom && entry.room !== null && (
              <span class="audit-entry-room" dir="auto">
                {entry.room.name || 'A room that is gone'}
              </span>
            )}
          </span>
          <Icon name="forward" size={16} />
        </summary>
        <dl class="audit-entry-details">
          {detailsOf(entry, LOCALE).map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ))}
        </dl>
      </details>
    </li>
  )
}
