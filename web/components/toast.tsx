import { useEffect, useState } from 'preact/hooks'
import { type Toast, toast } from '../state/toast.ts'
import { Button } from './button.tsx'
import { IconButton } from './icon-button.tsx'
import './toast.css'

/** Milliseconds that something said in passing stays; longer where it can be undone. */
const STAYS_MS = 5_000
const UNDO_STAYS_MS = 12_000

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
  useEffect(() => {
    if (held || busy) return
    const timer = setTimeout(() => putAway(shown), undo === undefined ? STAYS_MS : UNDO_STAYS_MS)
    return () => clearTimeout(timer)
  }, [shown, held, busy])

  async function act() {
    if (undo === undefined) return
    setBusy(true)
    const said = await undo.act()
    setBusy(false)
    if (said === undefined) putAway(shown)
    else toast.value = { text: said }
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

function putAway(shown: Toast): void {
  if (toast.value === shown) toast.value = null
}
