import { useState } from 'preact/hooks'
import { loadBlocks, unblock } from '../../../net/people.ts'
import { Avatar } from '../../avatar.tsx'
import { Button } from '../../button.tsx'
import { Card } from '../../card.tsx'
import { Complaint } from '../../complaint.tsx'
import { Entries, Entry } from '../../entries.tsx'
import { Loading } from '../../loading.tsx'
import { Said } from '../../said.tsx'
import { useFocusHome } from '../../use-focus-home.ts'
import { countOf, useLoaded } from '../../use-loaded.ts'

/** Whom the person has blocked, and the way to end it. */
export function BlocksSection() {
  const loaded = useLoaded(loadBlocks)
  const heading = useFocusHome(countOf(loaded))
  const [complaint, setComplaint] = useState<string>()
  const [said, setSaid] = useState<string>()

  async function end(id: string, name: string) {
    const answer = await unblock(id)
    setComplaint(answer.ok ? undefined : answer.refusal.message)
    setSaid(answer.ok ? `${name} is no longer blocked` : undefined)
    void loaded.reload()
  }

  return (
    <Card
      title="Blocked people"
      about="You see what they say only when you ask for it, and neither of you can open a conversation with the other. You block somebody where you see them: in the list of people of a room."
      heading={heading}
    >
      <Complaint text={complaint} />
      <Loading of={loaded}>
        {blocked =>
          blocked.length === 0 ? (
            <p class="card-empty">You have blocked nobody.</p>
          ) : (
            <Entries label="Blocked people">
              {blocked.map(({ id, displayName, username }) => (
                <Entry
                  key={id}
                  title={displayName}
                  picture={<Avatar id={id} name={displayName} />}
                  notes={[`@${username}`]}
                >
                  <Button
                    kind="text"
                    label={`Unblock ${displayName}`}
                    onClick={() => void end(id, displayName)}
                  >
                    Unblock
                  </Button>
                </Entry>
              ))}
            </Entries>
          )
        }
      </Loading>
      <Said text={said} />
    </Card>
  )
}
