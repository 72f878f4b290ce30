import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Account } from '../../../protocol/rest.ts'
import { loadRooms } from '../../net/rooms.ts'
import { neighbourOf, rooms } from '../../state/rooms.ts'
import { Arch } from '../arch.tsx'
import { Button } from '../button.tsx'
import { IconButton } from '../icon-button.tsx'
import { SideColumn } from '../side-column.tsx'
import { CreateRoom } from './create-room.tsx'
import { NoRooms } from './no-rooms.tsx'
import { RoomSection } from './room-section.tsx'
import './rooms-column.css'

/** Every room the person is in or could join, and who they are. */
export function RoomsColumn({ account, current }: { account: Account; current?: string }) {
  const [creating, setCreating] = useState(false)
  useFreshRooms()
  useRoomKeys(current)
  return (
    <SideColumn
      label="Rooms"
      beside={current === undefined ? undefined : 'the room'}
      account={account}
      head={
        <>
          <a class="rooms-brand" href="/">
            <Arch />
            <span class="serif">Alcove</span>
          </a>
          <IconButton icon="plus" label="New room" onClick={() => setCreating(true)} />
        </>
      }
    >
      <Rooms current={current} onCreate={() => setCreating(true)} />
      {creating && <CreateRoom onClose={() => setCreating(false)} />}
    </SideColumn>
  )
}

function Rooms({ current, onCreate }: { current: string | undefined; onCreate(): void }) {
  const state = rooms.value
  if (state.phase === 'loading') return null
  if (state.phase === 'failed')
    return (
      <div class="rooms-failed" role="alert">
        <p>{state.message}</p>
        <Button onClick={() => void loadRooms()}>Try again</Button>
      </div>
    )
  const { joined, open } = state.list
  if (joined.length + open.length === 0) return <NoRooms onCreate={onCreate} />
  return (
    <>
      <RoomSection title="Your rooms" rooms={joined} current={current} />
      <RoomSection title="Open to join" rooms={open} current={current} />
    </>
  )
}

/** The list is asked for when the person comes back to it. */
function useFreshRooms() {
  useEffect(() => {
    void loadRooms()
    const refresh = () => {
      if (document.visibilityState === 'visible') void loadRooms()
    }
    document.addEventListener('visibilitychange', refresh)
    addEventListener('online', refresh)
    return () => {
      document.removeEventListener('visibilitychange', refresh)
      removeEventListener('online', refresh)
    }
  }, [])
}

/** Alt with the arrows goes through the rooms one is in. */
function useRoomKeys(current: string | undefined) {
  const { route } = useLocation()
  useEffect(() => {
    const turn = (event: KeyboardEvent) => {
      const step = STEPS[event.key]
      if (!event.altKey || step === undefined || rooms.value.phase !== 'here') return
      const next = neighbourOf(rooms.value.list.joined, current, step)
      if (next === undefined) return
      event.preventDefault()
      route(`/rooms/${next.id}`)
    }
    addEventListener('keydown', turn)
    return () => removeEventListener('keydown', turn)
  }, [current, route])
}

const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowUp: -1 }
