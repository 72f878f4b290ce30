import type { ComponentChildren } from 'preact'
import { Arch } from './arch.tsx'
import { Button } from './button.tsx'
import './notice.css'

export interface NoticeProps {
  title: string
  children?: ComponentChildren
  action?: { label: string; act(): void; busy?: boolean }
}

/** A page, or the place of one, that has one thing to say. */
export function Notice({ title, children, action }: NoticeProps) {
  return (
    <main id="main" tabIndex={-1} class="notice">
      <Arch class="notice-arch" />
      <h1 class="notice-title serif">{title}</h1>
      {children !== undefined && <p class="notice-text">{children}</p>}
      {action && (
        <Button kind="primary" onClick={action.act} busy={action.busy ?? false}>
          {action.label}
        </Button>
      )}
    </main>
  )
}
