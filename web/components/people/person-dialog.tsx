import type { ComponentChildren } from 'preact'
import type { Member, Room } from '../../../protocol/events.ts'
import type { Answer } from '../../net/api.ts'
import {
  appoint,
  muteMember,
  removeMember,
  transfer,
  unban,
  unmuteMember,
} from '../../net/members.ts'
import { block, unblock } from '../../net/people.ts'
import { invite } from '../../net/ways-in.ts'
import { durationWords } from '../../state/duration.ts'
import { MUTE_CHOICES, type MuteForm, minutesOf, mistakesInMute } from '../../state/mute-form.ts'
import { mistakesInReason, REASON } from '../../state/reason.ts'
import { say, type Toast } from '../../state/toast.ts'
import { Dialog } from '../dialog.tsx'
import { Field } from '../field.tsx'
import { Form } from '../form.tsx'
import { Select } from '../select.tsx'
import { Sure } from '../sure.tsx'
import { useForm } from '../use-form.ts'

export interface PersonDialogProps {
  member: Member
  room: Room
  onClose(): void
}

/** Asks once more, and what it takes to know, before something is done to somebody. */
export function PersonDialog({
  asking,
  ...props
}: PersonDialogProps & { asking: 'mute' | 'remove' | 'ban' | 'owner' | 'block' }) {
  const { displayName } = props.member
  switch (asking) {
    case 'mute':
      return (
        <Dialog title={`Mute ${displayName}`} onClose={props.onClose}>
          <MuteQuestion {...props} />
        </Dialog>
      )
    case 'remove':
    case 'ban':
      return (
        <Dialog
          title={asking === 'ban' ? `Ban ${displayName}?` : `Remove ${displayName}?`}
          onClose={props.onClose}
        >
          <RemoveQuestion {...props} ban={asking === 'ban'} />
        </Dialog>
      )
    case 'owner':
      return <OwnerQuestion {...props} />
    case 'block':
      return <BlockQuestion {...props} />
    default:
      return asking satisfies never
  }
}

function MuteQuestion({ member, room, onClose }: PersonDialogProps) {
  const form = useForm<MuteForm, unknown>({
    values: { length: '10', minutes: '30', reason: '' },
    mistakesIn: mistakesInMute,
    send: values => muteMember(room.id, member.id, minutesOf(values), values.reason),
    done: (_, values) => {
      const words = durationWords(minutesOf(values) * 60_000)
      said(`${member.displayName} is muted for ${words}`, 'Undo', () =>
        unmuteMember(room.id, member.id),
      )
      onClose()
      return undefined
    },
  })
  return (
    <Form form={form} action="Mute" onCancel={onClose}>
      <p>They can read meanwhile, and not send. Everybody in the room is told.</p>
      <Select
        label="For"
        name="length"
        value={form.values.length}
        choices={MUTE_CHOICES as Record<string, string>}
        onInput={length => form.set('length', length)}
      />
      {form.values.length === 'custom' && (
        <Field {...form.field('minutes')} label="Minutes" inputMode="numeric" />
      )}
      <Field {...form.field('reason')} label="Why" hint={REASON.toAll} optional />
    </Form>
  )
}

const PURGES = {
  '0': 'Leave them',
  '1': 'Delete those of the last hour',
  '24': 'Delete those of the last day',
  '168': 'Delete those of the last week',
}

function RemoveQuestion({ member, room, ban, onClose }: PersonDialogProps & { ban: boolean }) {
  const { id, displayName, username } = member
  const form = useForm<{ purge: keyof typeof PURGES; reason: string }, unknown>({
    values: { purge: '0', reason: '' },
    mistakesIn: mistakesInReason,
    send: ({ purge, reason }) =>
      removeMember(room.id, id, { ban, purgeHours: ban ? Number(purge) : 0, reason }),
    done: () => {
      if (ban) said(`${displayName} is banned`, 'Undo', () => unban(room.id, id))
      else said(`${displayName} is removed`, 'Invite again', () => invite(room.id, username))
      onClose()
      return undefined
    },
  })
  return (
    <Form form={form} action={ban ? 'Ban' : 'Remove'} kind="danger" onCancel={onClose}>
      <p>
        {ban
          ? 'They have to go, and cannot come back until somebody lets them.'
          : 'They have to go. They can come back as anybody can who does not belong here.'}
      </p>
      {ban && (
        <Select
          label="What they said"
          name="purge"
          value={form.values.purge}
          choices={PURGES}
          onInput={purge => form.set('purge', purge)}
        />
      )}
      <Field {...form.field('reason')} label="Why" hint={REASON.toAll} optional />
    </Form>
  )
}

function OwnerQuestion({ member, room, onClose }: PersonDialogProps) {
  const { id, displayName } = member
  return (
    <Question
      title={`Make ${displayName} an owner?`}
      action="Make owner"
      act={() => appoint(room.id, id, 'owner')}
      done={() => say(`${displayName} is an owner now`)}
      onClose={onClose}
    >
      Owners can do everything here, also delete the room and remove you. Only an owner can take
      that back.
    </Question>
  )
}

/** Hands the room over: asked from where the room is run. */
export function TransferQuestion({ member, room, onClose }: PersonDialogProps) {
  const { id, displayName } = member
  return (
    <Question
      title={`Hand the room to ${displayName}?`}
      action="Hand over"
      act={() => transfer(room.id, id)}
      done={() => say(`${displayName} is the owner now, and you are an admin`)}
      onClose={onClose}
    >
      They will be its owner in your place, and you an admin. Only they can give it back.
    </Question>
  )
}

function BlockQuestion({ member, onClose }: PersonDialogProps) {
  const { id, displayName, username } = member
  return (
    <Question
      title={`Block ${displayName}?`}
      action="Block"
      act={() => block({ id, username, displayName })}
      done={() => said(`${displayName} is blocked`, 'Undo', () => unblock(id))}
      onClose={onClose}
    >
      Neither of you can open a new conversation with the other, and you see what they say only when
      you ask for it. They are not told.
    </Question>
  )
}

interface QuestionProps {
  title: string
  action: string
  act(): Promise<Answer<unknown>>
  done(): void
  onClose(): void
  children: ComponentChildren
}

function Question({ done, onClose, ...rest }: QuestionProps) {
  return (
    <Sure
      {...rest}
      done={() => {
        done()
        onClose()
      }}
      onClose={onClose}
    />
  )
}

function said(text: string, label: string, undo: () => Promise<Answer<unknown>>): void {
  const offer: Toast['undo'] = {
    label,
    act: async () => {
      const answer = await undo()
      return answer.ok ? undefined : answer.refusal.message
    },
  }
  say(text, offer)
}
