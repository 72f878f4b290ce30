import type { Report } from '../../../protocol/rest.ts'
import { resolveReport } from '../../net/reports.ts'
import { LATE, mistakesInNote } from '../../state/admin/report-plan.ts'
import { Field } from '../field.tsx'
import { Form } from '../form.tsx'
import { useForm } from '../use-form.ts'

export interface ResolveFormProps {
  report: Report
  /** @param said what has happened */
  onDone(said: string): void
  onClose(): void
}

/** For what was said in a conversation between people: it was seen to, in some other way. */
export function ResolveForm({ report, onDone, onClose }: ResolveFormProps) {
  const form = useForm({
    values: { note: '' },
    mistakesIn: mistakesInNote,
    send: ({ note }) => resolveReport(report, 'acted', note),
    done: outcome => {
      onDone(outcome === 'late' ? LATE : 'The report is resolved')
      return undefined
    },
  })
  return (
    <Form form={form} action="Resolve" onCancel={onClose}>
      <p>
        A conversation belongs to who is in it: nobody else can delete what is said there. You can
        sign the person out under People, or talk to them.
      </p>
      <Field
        label="Note"
        {...form.field('note')}
        hint="What was done, for whoever looks at it later."
        optional
      />
    </Form>
  )
}
