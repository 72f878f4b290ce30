import type { Report } from '../../../protocol/rest.ts'
import { resolveReport } from '../../net/reports.ts'
import { LATE, mistakesInNote } from '../../state/admin/report-plan.ts'
import { Dialog } from '../dialog.tsx'
import { Field } from '../field.tsx'
import { Form } from '../form.tsx'
import { useForm } from '../use-form.ts'

export interface DismissDialogProps {
  report: Report
  /** @param said what has happened */
  onDone(said: string): void
  onClose(): void
}

/** Nothing has to be done about it; why, for whoever looks later. */
export function DismissDialog({ report, onDone, onClose }: DismissDialogProps) {
  const form = useForm({
    values: { note: '' },
    mistakesIn: mistakesInNote,
    send: ({ note }) => resolveReport(report, 'dismissed', note),
    done: outcome => {
      onDone(outcome === 'late' ? LATE : 'The report is dismissed')
      return undefined
    },
  })
  return (
    <Dialog title="Dismiss the report?" onClose={onClose}>
      <Form form={form} action="Dismiss" onCancel={onClose}>
        <p>The message stays, and nobody is told.</p>
        <Field
          label="Note"
          {...form.field('note')}
          hint="Why, for whoever looks at it later."
          optional
        />
      </Form>
    </Dialog>
  )
}
