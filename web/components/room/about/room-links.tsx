import { useState } from 'preact/hooks'
import type { Room } from '../../../../protocol/events.ts'
import { LINKS_MAX } from '../../../../protocol/limits.ts'
import type { Link, LinkCreated } from '../../../../protocol/rest.ts'
import type { RoomLine } from '../../../net/room-line.ts'
import { loadLinks, makeLink, revokeLink } from '../../../net/ways-in.ts'
import { roomLink } from '../../../state/entry-refusal.ts'
import {
  LINK_DAYS,
  linkOf,
  mistakesInLink,
  type LinkForm as Values,
} from '../../../state/link-form.ts'
import { dateWords, untilWords } from '../../../state/moment.ts'
import { nameOf } from '../../../state/people.ts'
import { Button } from '../../button.tsx'
import { LOCALE, minute } from '../../clock.ts'
import { Complaint } from '../../complaint.tsx'
import { CopyText } from '../../copy-text.tsx'
import { Entries, Entry } from '../../entries.tsx'
import { Field } from '../../field.tsx'
import { Form } from '../../form.tsx'
import { Loading } from '../../loading.tsx'
import { QrCode } from '../../qr-code.tsx'
import { Said } from '../../said.tsx'
import { Select } from '../../select.tsx'
import { useForm } from '../../use-form.ts'
import { useLoaded } from '../../use-loaded.ts'

/** Links by which people come in: made, handed on this once, and withdrawn. */
export function RoomLinks({ room, line }: { room: Room; line: RoomLine }) {
  const loaded = useLoaded(() => loadLinks(room.id))
  const [made, setMade] = useState<LinkCreated>()
  const [complaint, setComplaint] = useState<string>()
  const [said, setSaid] = useState<string>()

  async function revoke(link: Link) {
    const answer = await revokeLink(room.id, link.id)
    setComplaint(answer.ok ? undefined : answer.refusal.message)
    setSaid(answer.ok ? 'Withdrawn' : undefined)
    if (answer.ok && made?.link.id === link.id) setMade(undefined)
    void loaded.reload()
  }

  return (
    <div class="dialog-form">
      <Complaint text={complaint} />
      {made ? (
        <MadeLink room={room} made={made} onAnother={() => setMade(undefined)} />
      ) : (
        <LinkForm
          room={room}
          onMade={link => {
            setMade(link)
            setSaid(undefined)
            void loaded.reload()
          }}
        />
      )}
      <Loading of={loaded} lines={1}>
        {links => (
          <>
            {links.length >= LINKS_MAX && (
              <p class="card-small">There are as many as there may be. Withdraw some first.</p>
            )}
            {links.length > 0 && (
              <Entries label="Links that let people in">
                {links.map(link => (
                  <Entry
                    key={link.id}
                    icon="link"
                    title={usesOf(link)}
                    notes={[
                      `Until ${untilWords(link.expiresAt, minute.value, LOCALE)}`,
                      `Made ${dateWords(link.createdAt, LOCALE)} by ${nameOf(line.people.value, link.by)}`,
                    ]}
                  >
                    <Button
                      kind="text"
                      label={`Withdraw the link: ${usesOf(link)}`}
                      onClick={() => void revoke(link)}
                    >
                      Withdraw
                    </Button>
                  </Entry>
                ))}
              </Entries>
            )}
          </>
        )}
      </Loading>
      <Said text={said} />
    </div>
  )
}

function usesOf({ uses, used }: Link): string {
  if (uses !== null) return `${used} of ${uses} came in`
  return used === 1 ? '1 person came in' : `${used} people came in`
}

function LinkForm({ room, onMade }: { room: Room; onMade(made: LinkCreated): void }) {
  const form = useForm<Values, LinkCreated>({
    values: { uses: '', days: '7' },
    mistakesIn: mistakesInLink,
    send: values => makeLink(room.id, linkOf(values)),
    done: made => {
      onMade(made)
      return undefined
    },
  })
  return (
    <Form form={form} action="Make a link">
      <p>
        Whoever has it can join, {room.visibility === 'private' && 'though the room is private, '}
        as long as it lasts.
      </p>
      <Select
        label="It lasts"
        name="days"
        value={form.values.days}
        choices={LINK_DAYS}
        onInput={days => form.set('days', days)}
      />
      <Field
        {...form.field('uses')}
        label="People it lets in"
        hint="Nothing for any number."
        inputMode="numeric"
        optional
      />
    </Form>
  )
}

interface MadeLinkProps {
  room: Room
  made: LinkCreated
  onAnother(): void
}

function MadeLink({ room, made, onAnother }: MadeLinkProps) {
  const link = roomLink(location.origin, room.id, made.secret)
  return (
    <>
      <p>The link is not shown again. Copy it now, or let somebody scan it.</p>
      <CopyText label="Link into the room" text={link} />
      <QrCode text={link} label="The link as a picture to scan" />
      <div class="card-row">
        {'share' in navigator && <Button onClick={() => share(link, room.name)}>Share</Button>}
        <Button onClick={onAnother}>Make another</Button>
      </div>
    </>
  )
}

function share(url: string, title: string): void {
  // Refused by whoever closes it again, which is no failure.
  navigator.share({ title, url }).catch(() => {})
}
