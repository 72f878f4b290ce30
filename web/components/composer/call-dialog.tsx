import { Button } from '../button.tsx'
import { Dialog } from '../dialog.tsx'

export interface CallDialogProps {
  question: string
  onGo(): void
  onClose(): void
}

/** Asks once more before many people are called. */
export function CallDialog({ question, onGo, onClose }: CallDialogProps) {
  return (
    <Dialog title={question} onClose={onClose}>
      <div class="dialog-form">
        <p>They hear of it as if you had named each of them.</p>
        <div class="dialog-actions">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" onClick={onGo}>
            Send and notify
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
