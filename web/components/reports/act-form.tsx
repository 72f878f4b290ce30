import { useRef } from 'preact/hooks'
import type { MembersPage, Report } from '../../../protocol/rest.ts'
import type { Answer } from '../../net/api.ts'
import { muteMember, removeMember } from '../../net/members.ts'
import { deleteMessages } from '../../net/messages.ts'
import { resolveReport } from '../../net/reports.ts'
import { type Moderator, mayDo, shieldOf } from '../../state/admin/moderator.ts'
import {
  firstPlan,
  LATE,
  MUTES,
  mistakesInNote,
  type Plan,
  PURGES,
  planWords,
  type Step,
  stepsOf,
} from '../../state/admin/report-plan.ts'
import { Field } from '../field.tsx'
import { Form } from '../form.tsx'
import { Select } from '../select.tsx'
import { useForm } from '../use-form.ts'
import { FateFields } from './fate-fields.tsx'
import './act-form.css'

export interface ActFormProps {
  report: Report
  moderator: Moderator
  /** What the author is to the room now; undefined when they never belonged to it. */
  author: MembersPage['members'][number] | undefined
  /** @param said what has happened */
  onDone(said: string): void
  onClose(): void
}

export function ActForm({ report, moderator, author, onDone, onClose }: ActFormProps) {
  const canDelete = report.body !== '' && mayDo(moderator, 'messages.delete_any')
  // What has come about stays so, should a later step have to be tried again.
  const taken = useRef(new Set<Step>())
  const form = useForm<Plan, 'done' | 'late'>({
    values: firstPlan(canDelete),
    mistakesIn: mistakesInNote,
    send: plan => carryOut(report, plan, taken.current),
    done: outcome => {
      onDone(outcome === 'late' ? LATE : 'The report is resolved')
      return undefined
    },
  })
  const { values: plan, set } = form
  const isHard = plan.deletes || plan.fate === 'ban' || plan.fate === 'remove'
  return (
    <Form
      form={form}
      action={planWords(plan)}
      kind={isHard ? 'danger' : 'primary'}
      onCancel={onClose}
    >
      <blockquote class="act-quote" dir="auto">
        {report.body}
      </blockquote>
      {canDelete && (
        <label class="act-check">
          <input
            type="checkbox"
            checked={plan.deletes}
            onChange={event => set('deletes', event.currentTarget.checked)}
          />
          Delete the message
        </label>
      )}
      <FateFields
        author={author}
        name={report.author.displayName}
        shield={shieldOf(moderator, author)}
        fate={plan.fate}
        onFate={fate => set('fate', fate)}
      />
      {plan.fate === 'mute' && (
        <Select
          label="For how long"
          name="minutes"
          value={String(plan.minutes)}
          choices={MUTES}
          onInput={minutes => set('minutes', Number(minutes))}
        />
      )}
      {plan.fate === 'ban' && (
        <Select
          label="What else they said here"
          name="purge"
          value={String(plan.purgeHours)}
          choices={PURGES}
          onInput={hours => set('purgeHours', Number(hours))}
        />
      )}
      <Field
        label="Why"
        {...form.field('note')}
        hint="Kept with the report. The room sees it with what is done to them."
        optional
      />
    </Form>
  )
}

/** Does one step after the other, and stops at the first that is refused. */
async function carryOut(
  report: Report,
  plan: Plan,
  taken: Set<Step>,
): Promise<Answer<'done' | 'late'>> {
  for (const step of stepsOf(plan)) {
    if (taken.has(step)) continue
    if (step === 'resolve') return await resolveReport(report, 'acted', plan.note)
    const answer = await take(step, report, plan)
    if (!answer.ok) return answer
    taken.add(step)
  }
  return { ok: true, value: 'done' }
}

function take(
  step: Exclude<Step, 'resolve'>,
  { room, seq, author }: Report,
  { minutes, purgeHours, note }: Plan,
): Promise<Answer<unknown>> {
  const reason = note.trim()
  switch (step) {
    case 'delete':
      return deleteMessages(room.id, [seq], reason)
    case 'mute':
      return muteMember(room.id, author.id, minutes, reason)
    case 'remove':
      return removeMember(room.id, author.id, { ban: false, purgeHours: 0, reason })
    case 'ban':
      return removeMember(room.id, author.id, { ban: true, purgeHours, reason })
    default:
      return step satisfies never
  }
}
