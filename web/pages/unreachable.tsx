import { useEffect } from 'preact/hooks'
import { backoff } from '../../protocol/client/backoff.ts'
import { Notice } from '../components/notice.tsx'
import { findSession } from '../net/session.ts'

/** Milliseconds between two attempts at least; the jitter comes on top. */
const RETRY_FLOOR_MS = 1_000

/** The server does not answer. It is asked again, by itself, until it does. */
export function UnreachablePage() {
  useEffect(retried, [])
  return (
    <Notice
      title="No answer from the server"
      action={{ label: 'Try now', act: () => void findSession() }}
    >
      You may be offline, or it is being restarted. What you had not sent is kept.
    </Notice>
  )
}

/** @returns what ends it */
function retried(): () => void {
  let attempt = 0
  let timer: ReturnType<typeof setTimeout>
  const wait = () => {
    timer = setTimeout(again, RETRY_FLOOR_MS + backoff(attempt++, Math.random()))
  }
  const again = () => {
    clearTimeout(timer)
    wait()
    void findSession()
  }
  wait()
  addEventListener('online', again)
  return () => {
    clearTimeout(timer)
    removeEventListener('online', again)
  }
}
