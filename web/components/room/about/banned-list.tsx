import { useState } from 'preact/hooks'
import type { Room } from '../../../../protocol/events.ts'
import type { Banned } from '../../../../protocol/rest.ts'
import { loadBanned, unban } from '../../../net/members.ts'
import { agoWords } from '../../../state/moment.ts'
import { Avatar } from '../../avatar.tsx'
import { Button } from '../../button.tsx'
import { LOCALE, minute } from '../../clock.ts'
import { Complaint } from '../../complaint.tsx'
import { Entries, Entry } from '../../entries.tsx'
import { Loading } from '../../loading.tsx'
import { Said } from '../../said.tsx'
import { useLoaded } from '../../use-loaded.ts'

/** Who may not come back, and the way to let them. */
export function BannedList({ room }: { room: Room }) {
  const loaded = useLoaded(() => loadBanned(room.id))
  const [complaint, setComplaint] = useState<string>()
  const [said, setSaid] = useState<string>()

  async function letBack({ person }: Banned) {
    const answer = await unban(room.id, person.id)
    setComplaint(answer.ok ? undefined : answer.refusal.message)
    setSaid(answer.ok ? `${person.displayName} may come back` : undefined)
    void loaded.reload()
  }

  return (
    <div class="dialog-form">
      <Complaint text={complaint} />
      <Loading of={loaded} lines={1}>
        {banned =>
          banned.length === 0 ? (
            <p class="card-empty">Nobody is banned here.</p>
          ) : (
            <Entries label="Banned people">
              {banned.map(one => (
                <Entry
                  key={one.person.id}
                  title={one.person.displayName}
                  picture={<Avatar id={one.person.id} name={one.person.displayName} />}
                  notes={[
                    `@${one.person.username} · banned ${agoWords(one.at, minute.value, LOCALE)}`,
                    ...(one.reason === '' ? [] : [one.reason]),
                  ]}
                >
                  <Button
                    kind="text"
                    label={`Let ${one.person.displayName} come back`}
                    onClick={() => void letBack(one)}
                  >
                    Unban
                  </Button>
                </Entry>
              ))}
            </Entries>
          )
        }
      </Loading>
      <Said text={said} />
    </div>
  )
}
