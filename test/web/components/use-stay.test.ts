import { h, render } from 'preact'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useStay } from '../../../web/components/use-stay.ts'
import { putAway, say, sayInTurn, type Toast, toast } from '../../../web/state/toast.ts'
import { SimulatedRoom } from '../../protocol/support/simulated-room.ts'
import { Page } from '../net/page.ts'
import { ADA } from '../state/cast.ts'
import { nowhere } from './nowhere.ts'

/** Milliseconds by which everything in passing is gone, with or without a way to undo it. */
const LONG_MS = 12_500
const undo = { label: 'Undo', act: async () => undefined }

let page: Page
let place: ReturnType<typeof nowhere>

beforeEach(() => {
  vi.useFakeTimers()
  page = new Page(new SimulatedRoom(), ADA, () => Response.json({}))
  place = nowhere()
})
afterEach(() => {
  render(null, place)
  while (toast.value !== null) putAway(toast.value)
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

function Shown({ shown, isHeld = false }: { shown: Toast; isHeld?: boolean }) {
  useStay(shown, isHeld)
  return null
}
function Shows() {
  return toast.value && h(Shown, { shown: toast.value })
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

test('what can be undone stays longer', async () => {
  render(h(Shows, {}), place)
  say('Copied')
  await pass(6_000)
  expect(toast.value).toBeNull()
  say('Removed', undo)
  await pass(6_000)
  expect(toast.value?.text).toBe('Removed')
  await pass(LONG_MS)
  expect(toast.value).toBeNull()
})

test('nothing is put away while the page is hidden', async () => {
  render(h(Shows, {}), place)
  sayInTurn('First', undo)
  await pass(1_000)
  page.turn('hidden')
  sayInTurn('Second', undo)
  await pass(10 * LONG_MS)
  expect(toast.value?.text).toBe('First')
  page.turn('visible')
  await pass(LONG_MS)
  expect(toast.value?.text).toBe('Second')
  await pass(LONG_MS)
  expect(toast.value).toBeNull()
})

test('nor what is held', async () => {
  say('Removed', undo)
  const shown = toast.value
  if (shown === null) throw new Error('nothing was said')
  render(h(Shown, { shown, isHeld: true }), place)
  await pass(LONG_MS)
  expect(toast.value).toBe(shown)
  render(h(Shown, { shown }), place)
  await pass(LONG_MS)
  expect(toast.value).toBeNull()
})
