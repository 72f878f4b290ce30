import { failureOf } from '../../state/failure.ts'
import type { Bubble } from '../../state/rows.ts'
import { Button } from '../button.tsx'
import './failed-send.css'

/** What can become of a refused message. */
export interface Fate {
  retry(cid: string): void
  edit(cid: string, body: string): void
  discard(cid: string): void
}

/** Why a message was refused, and what its author can do with it. */
export function FailedSend({ bubble, fate }: { bubble: Bubble; fate: Fate }) {
  const { cid, body, code } = bubble
  return (
    <div class="failed-send" role="alert">
      <span class="failed-send-reason">Not sent. {failureOf(code)}</span>
      <span class="failed-send-actions">
        <Button kind="text" onClick={() => fate.retry(cid)}>
          Try again
        </Button>
        <Button kind="text" onClick={() => fate.edit(cid, body)}>
          Edit
        </Button>
        <Button kind="text" onClick={() => fate.discard(cid)}>
          Discard
        </Button>
      </span>
    </div>
  )
}
