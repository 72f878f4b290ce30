import { useEffect } from 'preact/hooks'
import { Notice } from '../components/notice.tsx'
import { findSession } from '../net/session.ts'

export function UnreachablePage() {
  useEffect(() => {
    const again = () => void findSession()
    addEventListener('online', again)
    return () => removeEventListener('online', again)
  }, [])
  return (
    <Notice
      title="No answer from the server"
      action={{ label: 'Try again', act: () => void findSession() }}
    >
      You may be offline, or it is being restarted. What you had not sent is kept.
    </Notice>
  )
}
