import type { Note } from '../../state/commands/notes.ts'
import { IconButton } from '../icon-button.tsx'
import './private-notes.css'

export interface PrivateNotesProps {
  notes: readonly Note[]
  onDismiss(id: number): void
}

/** What commands were answered with: above the composer, for nobody else, until it is put away. */
export function PrivateNotes({ notes, onDismiss }: PrivateNotesProps) {
  return (
    <div class="private-notes" role="status">
      {notes.map(({ id, typed, text }) => (
        <div key={id} class="private-note">
          <div class="private-note-inside">
            <p class="private-note-head">
              <span>Only you see this</span>
              <code dir="auto">{typed}</code>
            </p>
            <p class="private-note-text" dir="auto">
              {text}
            </p>
          </div>
          <IconButton icon="close" label="Dismiss" onClick={() => onDismiss(id)} />
        </div>
      ))}
    </div>
  )
}
