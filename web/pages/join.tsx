import { useEffect, useState } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import type { LinkSeen } from '../../protocol/rest.ts'
import { Button } from '../components/button.tsx'
import { Complaint } from '../components/complaint.tsx'
import { useFragment } from '../components/door/fragment.ts'
import { Notice } from '../components/notice.tsx'
import { Redirect } from '../components/redirect.tsx'
import { RoomDoor } from '../components/room/room-door.tsx'
import { useTitle } from '../components/title.ts'
import type { Answer, Refusal } from '../net/api.ts'
import { joinRoom } from '../net/rooms.ts'
import { lookAtLink } from '../net/ways-in.ts'
import { entryRefusalOf, secretIn } from '../state/entry-refusal.ts'

/** Where a link into a room leads: what is behind it, and the way in. */
export default function JoinPage() {
  const { room } = useRoute().params
  const secret = secretIn(useFragment())
  if (room === undefined || secret === undefined) return <Refused code="not_found" message="" />
  return <Looked key={`${room} ${secret}`} room={room} secret={secret} />
}

function Looked({ room, secret }: { room: string; secret: string }) {
  const [seen, setSeen] = useState<Answer<LinkSeen>>()
  const look = () => {
    setSeen(undefined)
    void lookAtLink(room, secret).then(setSeen)
  }
  useEffect(look, [])
  useTitle(seen?.ok ? seen.value.room.name : 'A link')
  if (seen === undefined) return <main id="main" class="notice" aria-busy="true" />
  if (!seen.ok) return <Refused {...seen.refusal} again={look} />
  if (seen.value.isMember) return <Redirect to={`/rooms/${room}`} />
  return <Entrance seen={seen.value} secret={secret} />
}

function Entrance({ seen, secret }: { seen: LinkSeen; secret: string }) {
  const { room } = seen
  const { route } = useLocation()
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal>()
  const final = refusal && entryRefusalOf(refusal.code, refusal.message)
  if (refusal !== undefined && final !== undefined) return <Refused {...refusal} />

  async function join() {
    setBusy(true)
    const answer = await joinRoom(room.id, secret)
    setBusy(false)
    // The secret does not stay in the address.
    if (answer.ok) route(`/rooms/${room.id}`, true)
    else setRefusal(answer.refusal)
  }

  return (
    <RoomDoor room={room}>
      <Complaint text={refusal?.message} />
      <Button kind="primary" busy={busy} onClick={() => void join()}>
        Join the room
      </Button>
    </RoomDoor>
  )
}

interface RefusedProps extends Pick<Refusal, 'code' | 'message'> {
  /** Looks once more, where that may help. */
  again?: () => void
}

function Refused({ code, message, again }: RefusedProps) {
  const { route } = useLocation()
  const refusal = entryRefusalOf(code, message)
  useTitle(refusal?.title ?? 'A link')
  if (refusal === undefined && again !== undefined)
    return (
      <Notice title="Nothing came back" action={{ label: 'Try again', act: again }}>
        {message}
      </Notice>
    )
  return (
    <Notice
      title={refusal?.title ?? 'You cannot come in'}
      action={{ label: 'To the rooms', act: () => route('/') }}
    >
      {refusal?.text ?? message}
    </Notice>
  )
}
