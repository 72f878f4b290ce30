import { Card } from '../card.tsx'
import { ReportQueue } from '../reports/report-queue.tsx'
import type { SectionProps } from '../settings/sections.ts'

/** What is reported anywhere. */
export function ReportsSection({ account }: SectionProps) {
  return (
    <Card
      title="From all rooms"
      about="Moderators see those of their own rooms. What is said between people comes here alone, and only what one of them reports."
    >
      <ReportQueue roomId={null} moderator={{ id: account.id, standing: 'deployment admin' }} />
    </Card>
  )
}
