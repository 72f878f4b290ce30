import type { Room } from '../../../protocol/events.ts'
import type { AdminRooms } from '../../../protocol/rest.ts'

/** A room as admins of the deployment see it in the list of all. */
export type KnownRoom = AdminRooms['rooms'][number]

/** What an admin can do with a room from the list of all. */
export type RoomDeed = 'enter' | 'archive' | 'unarchive' | 'delete' | 'restore'

/** What can be done with a room as it stands. One that is deleted can only come back. */
export function deedsFor({ archivedAt, deletedAt }: Room): RoomDeed[] {
  if (deletedAt !== null) return ['restore']
  return ['enter', archivedAt === null ? 'archive' : 'unarchive', 'delete']
}

/** A word for each thing that sets it apart. */
export function marksOf({ visibility, archivedAt, deletedAt }: Room): string | undefined {
  const marks = [
    ...(visibility === 'private' ? ['Private'] : []),
    ...(archivedAt === null ? [] : ['Archived']),
    ...(deletedAt === null ? [] : ['Deleted']),
  ]
  return marks.length === 0 ? undefined : marks.join(' · ')
}

/** The list with one room as it is from now on. */
export function withRoom(rooms: readonly KnownRoom[], room: Room): KnownRoom[] {
  return rooms.map(known => (known.id === room.id ? { ...known, ...room } : known))
}
