import { useState } from 'preact/hooks'
import type { Person } from '../../../../protocol/rest.ts'
import type { RoomLine } from '../../../net/room-line.ts'
import { invite, loadInvited, uninvite } from '../../../net/ways-in.ts'
import { untilWords } from '../../../state/moment.ts'
import { membersOf } from '../../../state/people.ts'
import { Avatar } from '../../avatar.tsx'
import { Button } from '../../button.tsx'
import { LOCALE, minute } from '../../clock.ts'
import { Complaint } from '../../complaint.tsx'
import { Entries, Entry } from '../../entries.tsx'
import { Loading } from '../../loading.tsx'
import { PeoplePicker } from '../../people/people-picker.tsx'
import { Said } from '../../said.tsx'
import { useLoaded } from '../../use-loaded.ts'

/** People chosen at once: each of them is asked in with a request of their own. */
const CHOSEN_MAX = 10

/** Asks people in by name, and shows who was asked and has not answered. */
export function InvitePeople({ line, me }: { line: RoomLine; me: string }) {
  const pending = useLoaded(() => loadInvited(line.id))
  const [chosen, setChosen] = useState<Person[]>([])
  const [complaint, setComplaint] = useState<string>()
  const [said, setSaid] = useState<string>()
  const [busy, setBusy] = useState(false)
  const inside = membersOf(line.people.value).map(member => member.id)

  async function send() {
    if (chosen.length === 0) return setComplaint('Choose somebody first.')
    setBusy(true)
    setComplaint(undefined)
    let left = chosen
    for (const person of chosen) {
      const answer = await invite(line.id, person.username)
      if (!answer.ok) {
        setComplaint(`${person.displayName}: ${answer.refusal.message}`)
        break
      }
      left = left.filter(one => one !== person)
    }
    setBusy(false)
    setChosen([...left])
    if (left.length < chosen.length) setSaid('Invited')
    void pending.reload()
  }

  async function withdraw(id: string) {
    const answer = await uninvite(line.id, id)
    setComplaint(answer.ok ? undefined : answer.refusal.message)
    if (answer.ok) setSaid('Withdrawn')
    void pending.reload()
  }

  return (
    <div class="dialog-form">
      <Complaint text={complaint} />
      <PeoplePicker
        label="Whom"
        chosen={chosen}
        onChange={people => {
          setChosen(people)
          setComplaint(undefined)
          setSaid(undefined)
        }}
        max={CHOSEN_MAX}
        without={new Set([me, ...inside])}
      />
      <div class="card-row">
        <Button kind="primary" busy={busy} onClick={() => void send()}>
          Invite
        </Button>
        <Said text={said} />
      </div>
      <Loading of={pending} lines={1}>
        {invitations =>
          invitations.length > 0 && (
            <Entries label="Who was asked and has not answered">
              {invitations.map(({ person, until }) => (
                <Entry
                  key={person.id}
                  title={person.displayName}
                  picture={<Avatar id={person.id} name={person.displayName} />}
                  notes={[`@${person.username} · until ${untilWords(until, minute.value, LOCALE)}`]}
                >
                  <Button
                    kind="text"
                    label={`Withdraw the invitation of ${person.displayName}`}
                    onClick={() => void withdraw(person.id)}
                  >
                    Withdraw
                  </Button>
                </Entry>
              ))}
            </Entries>
          )
        }
      </Loading>
    </div>
  )
}
