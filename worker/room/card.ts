import type { Room, RoomField } from '../../protocol/events.ts'
import { ROOM_RESTORE_DAYS } from '../../protocol/limits.ts'
import type { Permission } from '../../protocol/permissions.ts'
import type { ChangeRoom, Filters } from '../../protocol/rest.ts'
import { done, type Outcome, refused } from '../domain/outcome.ts'
import { WordFilter } from '../domain/word-filter.ts'
import type { Authority } from './authority.ts'
import type { Written } from './batch.ts'
import type { Meta } from './meta.ts'
import type { Actor } from './operations.ts'
import type { Pace } from './pace.ts'

const DAY_MS = 24 * 3_600_000

export interface CardParts {
  meta: Meta
  authority: Authority
  pace: Pace
  clock: () => number
  record: (...written: Written[]) => void
  /** Ends every socket of the room. */
  close: () => void
}

/** What the room is and how it is run: its name and settings, the words it filters, whether it is there. */
export class Card {
  readonly #parts: CardParts
  #filter: WordFilter | undefined

  constructor(parts: CardParts) {
    this.#parts = parts
  }

  /** Whether a word of this is not wanted. */
  filters(text: string): boolean {
    const { words } = this.#parts.meta
    if (words.length === 0) return false
    this.#filter ??= new WordFilter(words)
    return this.#filter.finds(text)
  }

  /** What is named of a room is changed; what is so already is not told again. */
  change(actor: Actor, wanted: ChangeRoom): Outcome<Room> {
    const { authority, meta, pace, clock } = this.#parts
    for (const permission of permissionsFor(wanted)) {
      const permitted = authority.permit(actor, permission)
      if (!permitted.ok) return permitted
    }
    const { archived, settings, ...shown } = wanted
    const before = meta.room
    const archivedAt = archived === true ? (before.archivedAt ?? clock()) : null
    const room: Room = {
      ...before,
      ...present(shown),
      ...(archived !== undefined && { archivedAt }),
      settings: { ...before.settings, ...present(settings ?? {}) },
    }
    const changed = differences(before, room)
    if (changed.length === 0) return done(before)
    return this.#put(actor, room, changed, () => {
      if (room.settings.slowModeMs === 0) pace.clear()
    })
  }

  /** Takes the room away from everybody, until it is brought back. */
  delete(actor: Actor): Outcome<Room> {
    const { authority, meta, clock, close } = this.#parts
    const permitted = authority.permit(actor, 'room.delete')
    if (!permitted.ok) return permitted
    if (meta.room.deletedAt !== null) return done(meta.room)
    const deleted = this.#put(actor, { ...meta.room, deletedAt: clock() }, ['deleted'])
    if (deleted.ok) close()
    return deleted
  }

  /** @param name what it is called from now on, when its own was taken meanwhile */
  restore(actor: Actor, name: string | undefined): Outcome<Room> {
    const { authority, meta, clock } = this.#parts
    const permitted = authority.permit(actor, 'room.delete')
    if (!permitted.ok) return permitted
    const before = meta.room
    if (before.deletedAt === null) return done(before)
    if (clock() - before.deletedAt > ROOM_RESTORE_DAYS * DAY_MS) return refused('undo_expired')
    const room = { ...before, name: name ?? before.name, deletedAt: null }
    return this.#put(actor, room, differences(before, room))
  }

  words(actor: Actor): Outcome<Filters> {
    const { authority, meta } = this.#parts
    const permitted = authority.permit(actor, 'room.filters')
    return permitted.ok ? done({ words: [...meta.words] }) : permitted
  }

  /** The words are told to nobody else: the log says how many there are. */
  setWords(actor: Actor, { words }: Filters): Outcome<Filters> {
    const { authority, meta, record } = this.#parts
    const permitted = authority.permitChange(actor, 'room.filters')
    if (!permitted.ok) return permitted
    const kept = [...new Set(words)]
    const detail = { words: kept.length }
    record({
      draft: { type: 'room.managed', by: actor.id, action: 'filters.changed', detail },
      alongside: () => {
        meta.words = kept
        this.#filter = undefined
      },
    })
    return done({ words: kept })
  }

  /** What was written last was taken back. */
  forget(): void {
    this.#parts.meta.forget()
    this.#filter = undefined
  }

  #put(actor: Actor, room: Room, changed: RoomField[], also?: () => void): Outcome<Room> {
    const { authority, meta, record } = this.#parts
    const unpaid = authority.pay(actor.id)
    if (unpaid !== undefined) return unpaid
    record({
      draft: { type: 'room.changed', by: actor.id, room, changed },
      alongside: () => {
        meta.room = room
        also?.()
      },
    })
    return done(room)
  }
}

/** What it takes to change this: the topic is more people's than the rest. */
function permissionsFor({ topic, archived, ...rest }: ChangeRoom): Set<Permission> {
  const permissions = new Set<Permission>()
  if (topic !== undefined) permissions.add('room.topic')
  if (archived !== undefined) permissions.add('room.archive')
  if (Object.values(rest).some(value => value !== undefined)) permissions.add('room.change')
  // Who asks for nothing has to belong all the same.
  if (permissions.size === 0) permissions.add('members.see')
  return permissions
}

function differences(before: Room, after: Room): RoomField[] {
  const fields = (['name', 'topic', 'description', 'visibility'] as const).filter(
    field => before[field] !== after[field],
  )
  const settings = JSON.stringify(before.settings) !== JSON.stringify(after.settings)
  return [
    ...fields,
    ...(settings ? (['settings'] as const) : []),
    ...((before.archivedAt === null) !== (after.archivedAt === null)
      ? (['archived'] as const)
      : []),
    ...((before.deletedAt === null) !== (after.deletedAt === null) ? (['deleted'] as const) : []),
  ]
}

/** What is there of a partial, so that spreading it takes nothing away. */
function present<T extends object>(some: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(some).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
}
