import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Answer } from '../net/api.ts'
import { Button } from './button.tsx'
import { Complaint } from './complaint.tsx'
import { Dialog } from './dialog.tsx'
import { complaintOf } from './use-form.ts'

export interface SureProps<T> {
  title: string
  children: ComponentChildren
  action: string
  kind?: 'danger' | 'primary'
  act(): Promise<Answer<T>>
  done(value: T): void
  onClose(): void
}

/** Asks once more before something ends. */
export function Sure<T>(props: SureProps<T>) {
  const { title, children, action, kind = 'danger', act, done, onClose } = props
  const [complaint, setComplaint] = useState<string>()
  const [busy, setBusy] = useState(false)

  async function go() {
    setBusy(true)
    setComplaint(undefined)
    const answer = await act()
    setBusy(false)
    if (answer.ok) done(answer.value)
    else setComplaint(complaintOf(answer.refusal))
  }

  return (
    <Dialog title={title} onClose={onClose}>
      <div class="dialog-form">
        <p>{children}</p>
        <Complaint text={complaint} />
        <div class="dialog-actions">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind={kind} busy={busy} onClick={() => void go()}>
            {action}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
