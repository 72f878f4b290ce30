import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { IconButton } from './icon-button.tsx'
import './dialog.css'

export interface DialogProps {
  title: string
  onClose(): void
  children: ComponentChildren
  /** `sheet` comes up from the edge of a small screen; `window` stands in the middle. */
  shape?: 'window' | 'sheet'
}

/** Over the page, with the keyboard kept inside; Escape and a click beside it close it. */
export function Dialog({ title, onClose, children, shape = 'window' }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useLayoutEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog
      ref={dialog}
      class={`dialog dialog-${shape}`}
      aria-labelledby={id}
      onClose={onClose}
      onPointerDown={event => {
        if (event.target === event.currentTarget) event.currentTarget.close()
      }}
    >
      <div class="dialog-inside">
        <header class="dialog-head">
          <h2 class="dialog-title serif" id={id}>
            {title}
          </h2>
          <IconButton icon="close" label="Close" onClick={() => dialog.current?.close()} />
        </header>
        {children}
      </div>
    </dialog>
  )
}
