import { editsOf } from '../../../net/messages.ts'
import type { RoomLine } from '../../../net/room-line.ts'
import { exactLabel } from '../../../state/day.ts'
import { difference } from '../../../state/difference.ts'
import type { HeldMessage } from '../../../state/held.ts'
import { nameOf } from '../../../state/people.ts'
import { LOCALE } from '../../clock.ts'
import { Dialog } from '../../dialog.tsx'
import { Loading } from '../../loading.tsx'
import { useLoaded } from '../../use-loaded.ts'
import './edits-dialog.css'

export interface EditsDialogProps {
  line: RoomLine
  message: HeldMessage
  onClose(): void
}

/** What a message said, the newest first, and what was changed each time. */
export default function EditsDialog({ line, message, onClose }: EditsDialogProps) {
  const edits = useLoaded(() => editsOf(line.id, message.seq))
  return (
    <Dialog title="What it said before" onClose={onClose}>
      <Loading of={edits} lines={4}>
        {({ versions }) => (
          <ol class="edits">
            {versions
              .map((version, i) => ({ ...version, before: versions[i - 1]?.body }))
              .reverse()
              .map(({ body, at, by, before }) => (
                <li key={at} class="edit">
                  <p class="edit-head">
                    <strong dir="auto">{nameOf(line.people.value, by)}</strong>
                    <time dateTime={new Date(at).toISOString()}>{exactLabel(at, LOCALE)}</time>
                  </p>
                  <p class="edit-body" dir="auto">
                    {before === undefined ? body : <Changed before={before} after={body} />}
                  </p>
                </li>
              ))}
          </ol>
        )}
      </Loading>
    </Dialog>
  )
}

function Changed({ before, after }: { before: string; after: string }) {
  return (
    <>
      {difference(before, after).map(({ kind, text }, i) => {
        if (kind === 'same') return <span key={i}>{text}</span>
        return kind === 'new' ? <ins key={i}>{text}</ins> : <del key={i}>{text}</del>
      })}
    </>
  )
}
