import { Notice } from '../components/notice.tsx'
import { useTitle } from '../components/title.ts'

/** A part of the page that is loaded when needed did not come: no connection, or a newer version. */
export function BrokenPage() {
  useTitle('Not loaded')
  return (
    <Notice
      title="This part did not load"
      action={{ label: 'Load the page again', act: () => location.reload() }}
    >
      You may be offline, or Alcove is newer now than this page.
    </Notice>
  )
}
