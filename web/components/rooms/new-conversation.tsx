import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { GROUP_PEOPLE_MAX } from '../../../protocol/limits.ts'
import type { Person } from '../../../protocol/rest.ts'
import { openConversation } from '../../net/people.ts'
import { Button } from '../button.tsx'
import { Complaint } from '../complaint.tsx'
import { Dialog } from '../dialog.tsx'
import { PeoplePicker } from '../people/people-picker.tsx'

/** Opens a conversation with whoever is chosen, and leads into it. */
export default function NewConversation({ me, onClose }: { me: string; onClose(): void }) {
  const { route } = useLocation()
  const [chosen, setChosen] = useState<Person[]>([])
  const [complaint, setComplaint] = useState<string>()
  const [busy, setBusy] = useState(false)

  async function open() {
    if (chosen.length === 0) return setComplaint('Choose somebody first.')
    setBusy(true)
    setComplaint(undefined)
    const answer = await openConversation(chosen.map(person => person.username))
    setBusy(false)
    if (!answer.ok) return setComplaint(answer.refusal.message)
    onClose()
    route(`/rooms/${answer.value.room.id}`)
  }

  return (
    <Dialog title="New conversation" onClose={onClose}>
      <div class="dialog-form">
        <Complaint text={complaint} />
        <PeoplePicker
          label="With"
          chosen={chosen}
          onChange={people => {
            setChosen(people)
            setComplaint(undefined)
          }}
          max={GROUP_PEOPLE_MAX - 1}
          without={new Set([me])}
        />
        <div class="dialog-actions">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" busy={busy} onClick={() => void open()}>
            {chosen.length > 1 ? 'Open the group' : 'Open'}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
