import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { blockedIds } from '../state/blocks.ts'
import { Button } from './button.tsx'
import './blocked-entry.css'

export interface BlockedEntryProps {
  /** Whose it is. */
  by: string
  children: ComponentChildren
}

/** In a list, what somebody said; of whom the reader has blocked only that there is something, and what, when asked for. */
export function BlockedEntry({ by, children }: BlockedEntryProps) {
  const [shown, setShown] = useState(false)
  if (!blockedIds.value.has(by)) return <>{children}</>
  return (
    <>
      <p class="blocked-entry">
        1 message of somebody you blocked{' '}
        <Button kind="text" onClick={() => setShown(!shown)}>
          {shown ? 'Hide' : 'Show'}
        </Button>
      </p>
      {shown && children}
    </>
  )
}
