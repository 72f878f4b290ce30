// Where a page ended, as clients hand it back: what it is sorted by, and the id among those alike.

export interface Place {
  rank: number
  id: string
}

export function writePlace({ rank, id }: Place): string {
  return `${rank}.${id}`
}

/** @returns undefined for what is no place of a list of UUIDs */
export function readPlace(text: string): Place | undefined {
  return read(UUID_PLACE, text)
}

/** The same of a list whose ids are numbers. */
export function readNumberedPlace(text: string): Place | undefined {
  return read(NUMBERED_PLACE, text)
}

const UUID_PLACE = /^(\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/
const NUMBERED_PLACE = /^(\d{1,15})\.(\d{1,15})$/

/** The last moment that is written with a year of four digits: Postgres reads no other. */
const RANK_MAX = Date.UTC(10_000, 0) - 1

function read(shape: RegExp, text: string): Place | undefined {
  const [, rank, id] = shape.exec(text) ?? []
  if (id === undefined || Number(rank) > RANK_MAX) return undefined
  return { rank: Number(rank), id }
}

/**
 * A page out of rows of which one more was asked for than it holds.
 * @returns the page, and where the next begins; null after the last
 */
export function paged<Row>(
  rows: readonly Row[],
  size: number,
  placeOf: (row: Row) => Place,
): { page: Row[]; after: string | null } {
  const page = rows.slice(0, size)
  const last = rows.length > size ? page.at(-1) : undefined
  return { page, after: last === undefined ? null : writePlace(placeOf(last)) }
}
