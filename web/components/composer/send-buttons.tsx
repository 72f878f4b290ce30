import { useEffect, useRef } from 'preact/hooks'
import { Icon } from '../icon.tsx'
import './send-buttons.css'

/** Milliseconds after which a press is a long one. */
const LONG_PRESS_MS = 500

export interface SendButtonsProps {
  isReady: boolean
  busy: boolean
  /** Whether what is written could also be said later. */
  mayWait: boolean
  onLater(anchor: Element): void
}

/** The way up: now; or later, by the arrow beside it, a long press or the other button of a mouse. */
export function SendButtons({ isReady, busy, mayWait, onLater }: SendButtonsProps) {
  const press = useRef<{ timer: number; isLong: boolean }>({ timer: 0, isLong: false })
  const release = () => clearTimeout(press.current.timer)
  useEffect(() => release, [])

  function open(anchor: Element) {
    release()
    press.current.isLong = true
    onLater(anchor)
  }

  return (
    <>
      {mayWait && (
        <button
          class="composer-tool"
          type="button"
          aria-label="Send later"
          title="Send later"
          aria-haspopup="dialog"
          onPointerDown={event => event.preventDefault()}
          onClick={({ currentTarget }) => onLater(currentTarget)}
        >
          <Icon name="clock" size={20} />
        </button>
      )}
      <button
        class="composer-send"
        type="submit"
        aria-label="Send"
        title="Send"
        aria-disabled={!isReady || busy}
        aria-busy={busy}
        onPointerDown={event => {
          // The keyboard of a phone stays open when the text keeps the focus.
          event.preventDefault()
          release()
          press.current.isLong = false
          const { currentTarget: anchor, button } = event
          if (mayWait && button === 0)
            press.current.timer = window.setTimeout(() => open(anchor), LONG_PRESS_MS)
        }}
        onPointerUp={release}
        onPointerLeave={release}
        onPointerCancel={release}
        onContextMenu={event => {
          if (!mayWait) return
          event.preventDefault()
          if (!press.current.isLong) open(event.currentTarget)
        }}
        // The press that opened the menu sends nothing when it ends.
        onClick={event => {
          if (press.current.isLong && event.detail > 0) event.preventDefault()
          press.current.isLong = false
        }}
      >
        <Icon name="send" size={22} />
      </button>
    </>
  )
}
