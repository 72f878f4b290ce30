import { useState } from 'preact/hooks'
import { putAway, say, type Toast, toast } from '../state/toast.ts'
import { Button } from './button.tsx'
import { IconButton } from './icon-button.tsx'
import { useStay } from './use-stay.ts'
import './toast.css'

/** What was just done, with the way to undo it; read out without taking the focus. */
export function ToastPlace() {
  const { value } = toast
  return (
    <div class="toast-place" role="status">
      {value !== null && <ToastView toast={value} />}
    </div>
  )
}

function ToastView({ toast: shown }: { toast: Toast }) {
  const [held, setHeld] = useState(false)
  const [busy, setBusy] = useState(false)
  const { text, undo } = shown
  useStay(shown, held || busy)

  async function act() {
    if (undo === undefined) return
    setBusy(true)
    const said = await undo.act()
    setBusy(false)
    putAway(shown)
    if (said !== undefined) say(said)
  }

  return (
    <div
      class="toast"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocusIn={() => setHeld(true)}
      onFocusOut={() => setHeld(false)}
    >
      <p dir="auto">{text}</p>
      {undo && (
        <Button kind="text" busy={busy} onClick={() => void act()}>
          {undo.label}
        </Button>
      )}
      <IconButton icon="close" label="Dismiss" onClick={() => putAway(shown)} />
    </div>
  )
}
