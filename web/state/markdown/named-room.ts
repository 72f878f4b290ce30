import type { RoomList, RoomSummary } from '../../../protocol/rest.ts'

/** The room that `#name` means to whoever may see it: by its name, with a dash or an underscore where it has a space. */
export function roomNamed(name: string, list: RoomList): RoomSummary | undefined {
  const wanted = keyOf(name)
  return [...list.joined, ...list.open].find(
    room => room.kind === 'room' && keyOf(room.name) === wanted,
  )
}

function keyOf(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '-')
}
