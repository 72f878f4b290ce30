import { useState } from 'preact/hooks'
import type { Report } from '../../../protocol/rest.ts'
import { loadReports } from '../../net/reports.ts'
import type { Moderator } from '../../state/admin/moderator.ts'
import { PagedList } from '../admin/paged-list.tsx'
import { Arch } from '../arch.tsx'
import { useFocusHome } from '../use-focus-home.ts'
import { usePages } from '../use-pages.ts'
import { ActDialog } from './act-dialog.tsx'
import { DismissDialog } from './dismiss-dialog.tsx'
import { ReportCard } from './report-card.tsx'

export interface ReportListProps {
  /** The room that they are of; null for all. */
  roomId: string | null
  state: 'open' | 'resolved'
  moderator: Moderator
  /** @param said what has happened */
  onResolved(said: string): void
}

/** The reports that wait, or those that were seen to. */
export function ReportList({ roomId, state, moderator, onResolved }: ReportListProps) {
  const [chosen, setChosen] = useState<{ report: Report; deed: 'act' | 'dismiss' }>()
  const pages = usePages('', async after => {
    const answer = await loadReports(roomId, { state, after })
    if (!answer.ok) return answer
    return { ok: true, value: { items: answer.value.reports, after: answer.value.after } }
  })
  const home = useFocusHome<HTMLDivElement>(
    pages.phase === 'here' ? pages.items.length : undefined,
    chosen === undefined,
  )
  const close = () => setChosen(undefined)

  function resolved(said: string) {
    close()
    pages.set(pages.items.filter(({ id }) => id !== chosen?.report.id))
    onResolved(said)
  }

  return (
    <div class="report-list" ref={home} tabIndex={-1}>
      <PagedList
        pages={pages}
        empty={state === 'open' ? <NoneOpen /> : 'Nothing has been resolved yet.'}
      >
        {reports => (
          <ul class="reports" aria-label={state === 'open' ? 'Open reports' : 'Resolved reports'}>
            {reports.map(report => (
              <ReportCard
                key={report.id}
                report={report}
                withRoom={roomId === null}
                onAct={() => setChosen({ report, deed: 'act' })}
                onDismiss={() => setChosen({ report, deed: 'dismiss' })}
              />
            ))}
          </ul>
        )}
      </PagedList>
      {chosen?.deed === 'act' && (
        <ActDialog report={chosen.report} moderator={moderator} onDone={resolved} onClose={close} />
      )}
      {chosen?.deed === 'dismiss' && (
        <DismissDialog report={chosen.report} onDone={resolved} onClose={close} />
      )}
    </div>
  )
}

function NoneOpen() {
  return (
    <>
      <Arch />
      <strong>Nothing is waiting</strong>
      <span>What people report comes here.</span>
    </>
  )
}
