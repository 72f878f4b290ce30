import { useState } from 'preact/hooks'
import type { AuditExportFormat } from '../../../protocol/rest.ts'
import { exportAudit } from '../../net/audit.ts'
import { exportName, type Filters } from '../../state/audit/filters.ts'
import { Button } from '../button.tsx'
import { Complaint } from '../complaint.tsx'
import { saveFile } from '../save-file.ts'
import { complaintOf } from '../use-form.ts'
import './export-buttons.css'

export interface ExportButtonsProps {
  roomId: string | null
  /** What the file is called after. */
  place: string
  filters: Filters
}

/** What the filters find, as a file to keep. */
export function ExportButtons({ roomId, place, filters }: ExportButtonsProps) {
  const [busy, setBusy] = useState<AuditExportFormat>()
  const [complaint, setComplaint] = useState<string>()

  async function save(format: AuditExportFormat) {
    setBusy(format)
    setComplaint(undefined)
    const answer = await exportAudit(roomId, filters, format)
    setBusy(undefined)
    if (answer.ok) saveFile(answer.value, exportName(place, Date.now(), format))
    else setComplaint(complaintOf(answer.refusal))
  }

  return (
    <>
      <span class="export-buttons">
        <Button kind="text" busy={busy === 'csv'} onClick={() => void save('csv')}>
          Save as CSV
        </Button>
        <Button kind="text" busy={busy === 'json'} onClick={() => void save('json')}>
          Save as JSON
        </Button>
      </span>
      <Complaint text={complaint} />
    </>
  )
}
