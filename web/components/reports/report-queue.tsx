import { useState } from 'preact/hooks'
import type { Moderator } from '../../state/admin/moderator.ts'
import { Tabs } from '../admin/tabs.tsx'
import { Said } from '../said.tsx'
import { ReportList } from './report-list.tsx'
import './report-queue.css'

type State = 'open' | 'resolved'

export interface ReportQueueProps {
  /** The room that it is of; null for all. */
  roomId: string | null
  moderator: Moderator
  /** Something was resolved. */
  onResolved?: () => void
}

/** What people report: what waits to be seen to, and what became of the rest. */
export function ReportQueue({ roomId, moderator, onResolved }: ReportQueueProps) {
  const [state, setState] = useState<State>('open')
  const [said, setSaid] = useState<string>()
  return (
    <div class="report-queue">
      <Tabs
        label="Reports"
        tabs={{ open: 'Open', resolved: 'Resolved' }}
        open={state}
        onOpen={name => {
          setSaid(undefined)
          setState(name)
        }}
      >
        <Said text={said} />
        <ReportList
          key={state}
          roomId={roomId}
          state={state}
          moderator={moderator}
          onResolved={what => {
            setSaid(what)
            onResolved?.()
          }}
        />
      </Tabs>
    </div>
  )
}
