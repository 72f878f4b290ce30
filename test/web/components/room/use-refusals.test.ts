import { h, render } from 'preact'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useRefusals } from '../../../../web/components/room/use-refusals.ts'
import { RoomLine } from '../../../../web/net/room-line.ts'
import { putAway, toast } from '../../../../web/state/toast.ts'
import { ADA, SimulatedRoom } from '../../../protocol/support/simulated-room.ts'
import { Page } from '../../net/page.ts'
import { nowhere } from '../nowhere.ts'

const who = { me: ADA, standing: 'member', may: () => false } as const
const place = nowhere()

let room: SimulatedRoom
let page: Page
let line: RoomLine
let close: () => void
/** What is written again, by the seqs of the messages. */
let rewritten: [number, string][]

beforeEach(async () => {
  vi.useFakeTimers()
  room = new SimulatedRoom()
  for (const body of ['One', 'Two', 'Three']) room.record(ADA, body, body)
  page = new Page(room, ADA, () => Response.json({ threads: [], before: null, head: 3 }))
  line = new RoomLine(ADA, '00000000-0000-7000-8000-000000000009', () => {})
  close = line.open()
  rewritten = []
  render(h(View, {}), place)
  await pass()
})
afterEach(() => {
  render(null, place)
  while (toast.value !== null) putAway(toast.value)
  close()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const pass = (ms = 500) => vi.advanceTimersByTimeAsync(ms)
function View() {
  useRefusals(line, who, (seq, body) => rewritten.push([seq, body]))
  return null
}
/** Does what is offered for everything that is said, one after the other. */
async function editAll() {
  for (let shown = toast.value; shown !== null; shown = toast.value) {
    await shown.undo?.act()
    putAway(shown)
  }
}

test('edits that waited and are refused one after the other are all offered again', async () => {
  page.turn('hidden')
  room.cutAll()
  room.refusals.push({ code: 'edit_expired' }, { code: 'edit_expired' }, { code: 'edit_expired' })
  for (const message of room.messages) line.edit(message, `${message.body}, changed`, message.body)
  await pass(10_000)
  expect(line.status.value.phase).toBe('live')
  await editAll()
  expect(rewritten).toEqual([
    [1, 'One, changed'],
    [2, 'Two, changed'],
    [3, 'Three, changed'],
  ])
})

test('those that are refused in one moment are all told', async () => {
  const refused = room.messages.map(({ seq, id }) => ({
    amendment: { type: 'edit', cid: id, target: { seq, id }, body: 'Changed' } as const,
    code: 'edit_expired',
  }))
  line.refused.value = refused
  await pass()
  expect(line.refused.value).toEqual([])
  await editAll()
  expect(rewritten.map(([seq]) => seq)).toEqual([1, 2, 3])
})

test('a mark that is refused is said in passing', async () => {
  const [one, two] = room.messages
  if (one === undefined || two === undefined) throw new Error('no messages')
  room.refusals.push({ code: 'edit_expired' }, { code: 'forbidden' })
  line.edit(one, 'Changed', one.body)
  line.react(two, '👍', true)
  await pass(5_000)
  expect(toast.value?.undo).toBeUndefined()
  await editAll()
  expect(rewritten).toEqual([[1, 'Changed']])
})
