import type { Mark } from '../../protocol/frames.ts'
import { RECEIPTS_MEMBERS } from '../../protocol/limits.ts'
import type { Bubble, GroupRow, Row } from './rows.ts'

/** Whom a message has reached, as it stands beside it. */
export interface Reach {
  /** Who has read up to here and no further. */
  readers: string[]
  /** Between two people: what became of one's newest message. */
  word?: 'Seen' | 'Delivered'
}

export interface Reading {
  marks: ReadonlyMap<string, Mark>
  me: string
  /** How many belong to the room: in a large one nobody is told. */
  members: number
  isDirect: boolean
}

/** The rows with whom each message has reached; those that reached nobody as they were. */
export function withReach(rows: readonly Row[], reading: Reading): readonly Row[] {
  const { marks, members } = reading
  if (marks.size === 0 || members > RECEIPTS_MEMBERS) return rows
  const reaches = reading.isDirect ? wordFor(rows, reading) : facesIn(rows, reading)
  if (reaches.size === 0) return rows
  return rows.map(row => (row.kind === 'group' ? reached(row, reaches) : row))
}

function reached(group: GroupRow, reaches: ReadonlyMap<Bubble, Reach>): GroupRow {
  if (!group.bubbles.some(bubble => reaches.has(bubble))) return group
  const bubbles = group.bubbles.map(bubble => {
    const reach = reaches.get(bubble)
    return reach === undefined ? bubble : { ...bubble, reach }
  })
  return { ...group, bubbles }
}

/** Under the newest message that each has read, unless they said it themselves. */
function facesIn(rows: readonly Row[], { marks, me }: Reading): Map<Bubble, Reach> {
  const reaches = new Map<Bubble, Reach>()
  const left = new Map(
    [...marks.values()]
      .filter(({ id, read }) => id !== me && read > 0)
      .map(mark => [mark.id, mark.read]),
  )
  for (const { by, bubble } of fromNewest(rows)) {
    if (left.size === 0) break
    for (const [id, read] of left) {
      if (bubble.seq === undefined || bubble.seq > read) continue
      left.delete(id)
      if (id === by) continue
      const reach = reaches.get(bubble)
      if (reach === undefined) reaches.set(bubble, { readers: [id] })
      else reach.readers.push(id)
    }
  }
  return reaches
}

/** Under one's own newest message that has come to the other, while they have not answered. */
function wordFor(rows: readonly Row[], { marks, me }: Reading): Map<Bubble, Reach> {
  const other = [...marks.values()].find(({ id }) => id !== me)
  for (const { by, bubble } of fromNewest(rows)) {
    if (bubble.seq === undefined) continue
    if (by !== me || other === undefined || bubble.body === '') break
    if (bubble.seq <= other.read) return new Map([[bubble, { readers: [], word: 'Seen' }]])
    if (bubble.seq <= other.delivered)
      return new Map([[bubble, { readers: [], word: 'Delivered' }]])
  }
  return new Map()
}

function* fromNewest(rows: readonly Row[]): Iterable<{ by: string; bubble: Bubble }> {
  for (const row of rows.toReversed()) {
    if (row.kind !== 'group') continue
    for (const bubble of row.bubbles.toReversed()) yield { by: row.by, bubble }
  }
}

/** Whether it would look the same. */
export function sameReach(a: Reach | undefined, b: Reach | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  return a.word === b.word && a.readers.join() === b.readers.join()
}
