import { v7 } from 'uuid'
import { newRoom, type Room, type RoomEvent } from '../../../protocol/events.ts'
import type { Identity } from '../../../worker/domain/identity.ts'
import { recordEvents } from '../../../worker/store/room-record.ts'
import { db } from './people.ts'

type Said<E extends RoomEvent = RoomEvent> = E extends RoomEvent
  ? Omit<E, 'seq' | 'id' | 'at' | 'by'>
  : never

/** A room's log as its object would carry it to Postgres, without the object. */
export class CarriedLog {
  card: Room
  memberCount = 1
  head = 0
  clock = Date.now() - 60_000
  /** What was carried last. */
  last: RoomEvent[] = []

  constructor(owner: Identity, card: Partial<Room> = {}) {
    const id = card.id ?? v7()
    const names = { name: `Workshop ${id}`, topic: '', description: '' }
    const made = { id, visibility: 'public', createdBy: owner.id, createdAt: this.clock } as const
    this.card = { ...newRoom({ ...names, ...made }), ...card }
  }

  /** An event with the next seq. */
  next(by: Identity, event: Said): RoomEvent {
    this.head += 1
    this.clock += 1
    return { seq: this.head, id: v7(), at: this.clock, by: by.id, ...event } as RoomEvent
  }

  async carry(...events: RoomEvent[]): Promise<void> {
    this.last = events
    await this.repeat()
  }

  /** The same once more, as when the answer was lost. */
  async repeat(): Promise<void> {
    await recordEvents(db, this.card, this.last, this.memberCount)
  }

  /** Carries the first two events of a room. */
  async begin(owner: Identity): Promise<void> {
    const created = this.next(owner, { type: 'room.created', room: this.card })
    await this.carry(created, this.next(owner, joined(owner, 'owner')))
  }
}

export function memberOf({ id, username, displayName }: Identity) {
  return { id, username, displayName, role: null, joinedAt: 1_000 }
}

export function joined(who: Identity, role: 'owner' | 'member' = 'member') {
  return { type: 'member.joined', member: { ...memberOf(who), role } } as const
}

export function sent(body: string) {
  return { type: 'message.sent', cid: v7(), body } as const
}
