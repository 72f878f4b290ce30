import type { ComponentChildren } from 'preact'
import { useErrorBoundary } from 'preact/hooks'
import { Notice } from './notice.tsx'

/** What is shown when the page itself has a bug: an apology and a way out, not a blank. */
export function Boundary({ children }: { children: ComponentChildren }) {
  const [error] = useErrorBoundary()
  if (error === undefined) return <>{children}</>
  return (
    <Notice
      title="Something broke here"
      action={{ label: 'Load the page again', act: () => location.reload() }}
    >
      What you had not sent is kept.
    </Notice>
  )
}
