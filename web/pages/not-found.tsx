import { useLocation } from 'preact-iso'
import { Notice } from '../components/notice.tsx'
import { useTitle } from '../components/title.ts'

export function NotFoundPage() {
  const { route } = useLocation()
  useTitle('Nothing here')
  return (
    <Notice title="There is nothing here" action={{ label: 'To the rooms', act: () => route('/') }}>
      The address may be mistyped, or what it led to is gone.
    </Notice>
  )
}
