import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { IconButton } from './icon-button.tsx'
import './dialog.css'

export interface DialogProps {
  title: string
  onClose(): void
  children: ComponentChildren
  /**
   * `sheet` comes up from the edge of a small screen; `window` stands in the middle, and so does `wide`, with
   * room for something to read in.
   */
  shape?: 'window' | 'wide' | 'sheet'
  /** It holds what is shown only once: neither a key nor a click beside it takes that away. */
  firm?: boolean
}

/** Over the page, with the keyboard kept inside; Escape and a click beside it close it. */
export function Dialog({ title, onClose, children, shape = 'window', firm = false }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  const isGone = useRef(false)
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => {
      isGone.current = true
      // The browser gives the focus back when a dialog is closed, not when it is taken away.
      element?.close()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      class={`dialog dialog-${shape}`}
      aria-labelledby={id}
      onClose={() => {
        if (!isGone.current) onClose()
      }}
      onCancel={event => {
        if (firm) event.preventDefault()
      }}
      onPointerDown={event => {
        if (!firm && event.target === event.currentTarget) event.currentTarget.close()
      }}
    >
      <div class="dialog-inside">
        <header class="dialog-head">
          <h2 class="dialog-title serif" id={id}>
            {title}
          </h2>
          {!firm && (
            <IconButton icon="close" label="Close" onClick={() => dialog.current?.close()} />
          )}
        </header>
        {children}
      </div>
    </dialog>
  )
}
