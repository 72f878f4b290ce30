import { effect, untracked } from '@preact/signals'
import { useEffect, useId, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Account, Invited, RoomSummary } from '../../../protocol/rest.ts'
import { isAway } from '../../net/attention.ts'
import { loadBlocks } from '../../net/people.ts'
import { loadRooms } from '../../net/rooms.ts'
import { neighbourOf, type RoomsState, rooms, shelvesOf } from '../../state/rooms.ts'
import { Arch } from '../arch.tsx'
import { Button } from '../button.tsx'
import { Icon } from '../icon.tsx'
import { IconButton } from '../icon-button.tsx'
import { later } from '../later.tsx'
import { useWatch } from '../people/use-standings.ts'
import { SideColumn } from '../side-column.tsx'
import { CreateRoom } from './create-room.tsx'
import { InvitationEntry } from './invitation-entry.tsx'
import { NoRooms } from './no-rooms.tsx'
import { RoomMenu } from './room-menu.tsx'
import { RoomSection } from './room-section.tsx'
import './rooms-column.css'

const NewConversation = later(() => import('./new-conversation.tsx'))

/** Milliseconds between two looks at the list, while somebody is there to see it. */
const REFRESH_MS = 30_000
const REFRESH_SPACING_MS = 2_000
/** Rooms to join shown here; the directory has them all. */
const OPEN_MAX = 6

/** Every room the person is in or could join, and who they are. */
export function RoomsColumn({ account, current }: { account: Account; current?: string }) {
  const [making, setMaking] = useState<'room' | 'conversation'>()
  const close = () => setMaking(undefined)
  useFreshRooms()
  useWatch(partners(rooms.value))
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
          <a class="icon-button" href="/directory" aria-label="Find rooms" title="Find rooms">
            <Icon name="search" />
          </a>
          <IconButton icon="plus" label="New room" onClick={() => setMaking('room')} />
        </>
      }
    >
      <Rooms me={account.id} current={current} onMake={setMaking} />
      {making === 'room' && <CreateRoom onClose={close} />}
      {making === 'conversation' && <NewConversation me={account.id} onClose={close} />}
    </SideColumn>
  )
}

/** With whom the person talks alone, those of late first: as many as are likely to be looked at. */
function partners(state: RoomsState): string[] {
  if (state.phase !== 'here') return []
  return state.list.joined
    .flatMap(({ kind, people }) => (kind === 'direct' ? people.slice(0, 1) : []))
    .slice(0, PARTNERS_WATCHED)
    .map(({ id }) => id)
}
const PARTNERS_WATCHED = 90

interface RoomsProps {
  me: string
  current: string | undefined
  onMake(what: 'room' | 'conversation'): void
}

function Rooms({ me, current, onMake }: RoomsProps) {
  const [chosen, setChosen] = useState<{ room: RoomSummary; anchor: Element }>()
  const state = rooms.value
  if (state.phase === 'loading') return null
  if (state.phase === 'failed')
    return (
      <div class="rooms-failed" role="alert">
        <p>{state.message}</p>
        <Button onClick={() => void loadRooms()}>Try again</Button>
      </div>
    )
  const { open, invited } = state.list
  const shelves = shelvesOf(state.list)
  const isEmpty = state.list.joined.length + open.length + invited.length === 0
  const onMenu = (room: RoomSummary, anchor: Element) => setChosen({ room, anchor })
  return (
    <>
      {isEmpty && <NoRooms onCreate={() => onMake('room')} />}
      <Invitations invited={invited} me={me} />
      <RoomSection
        title="Favourites"
        rooms={shelves.favourites}
        current={current}
        onMenu={onMenu}
      />
      <RoomSection title="Your rooms" rooms={shelves.rooms} current={current} onMenu={onMenu} />
      <RoomSection
        title="Conversations"
        rooms={shelves.conversations}
        current={current}
        onMenu={onMenu}
        more={
          <IconButton icon="plus" label="New conversation" onClick={() => onMake('conversation')} />
        }
      />
      {open.length > 0 && (
        <RoomSection title="Open to join" rooms={open.slice(0, OPEN_MAX)} current={current}>
          <a class="room-section-all" href="/directory">
            See all rooms
          </a>
        </RoomSection>
      )}
      {chosen && <RoomMenu {...chosen} onClose={() => setChosen(undefined)} />}
    </>
  )
}

function Invitations({ invited, me }: { invited: readonly Invited[]; me: string }) {
  const id = useId()
  if (invited.length === 0) return null
  return (
    <section class="room-section" aria-labelledby={id}>
      <header class="room-section-head">
        <h2 class="room-section-title" id={id}>
          Invitations
        </h2>
      </header>
      <ul>
        {invited.map(one => (
          <li key={one.room.id}>
            <InvitationEntry invited={one} me={me} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/**
 * The list is asked for when the person comes back to it, and now and then while they have a hand on the device: a
 * page that lies open must not keep the database awake.
 */
function useFreshRooms() {
  useEffect(() => {
    void loadBlocks()
    let askedAt = Number.NEGATIVE_INFINITY
    const refresh = () => {
      // Coming back is told by the page and by the window.
      const isSoon = Math.abs(Date.now() - askedAt) < REFRESH_SPACING_MS
      if (isAway.peek() || isSoon) return
      askedAt = Date.now()
      void loadRooms()
    }
    const back = effect(() => {
      if (!isAway.value) untracked(refresh)
    })
    const timer = setInterval(refresh, REFRESH_MS)
    addEventListener('focus', refresh)
    addEventListener('online', refresh)
    return () => {
      back()
      clearInterval(timer)
      removeEventListener('focus', refresh)
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
      const { favourites, rooms: own, conversations } = shelvesOf(rooms.value.list)
      const next = neighbourOf([...favourites, ...own, ...conversations], current, step)
      if (next === undefined) return
      event.preventDefault()
      route(`/rooms/${next.id}`)
    }
    addEventListener('keydown', turn)
    return () => removeEventListener('keydown', turn)
  }, [current, route])
}

const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowUp: -1 }
