import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { CHROMIUM } from '../support/browser.ts'
import type { Guest } from '../support/guest.ts'
import { fillRoom } from '../support/long-room.ts'
import { aDeployment } from './support/deployment.ts'

const MESSAGES = 10_000
/** Bytes of the page's heap that a room with a long past may take. */
const HEAP_MAX_BYTES = 60_000_000
/** Messages that are drawn at once, at most: a window, and what it may be too long by. */
const DRAWN_MAX = 850
const FILL_MAX_MS = 240_000
const SCROLL_MAX_MS = 300_000

describe.skipIf(CHROMIUM === undefined)('a room with a long past', () => {
  // Before the deployment, which is started with it.
  beforeAll(() => void vi.stubEnv('SENDS_PER_SECOND', '1000'))
  afterAll(() => void vi.unstubAllEnvs())
  const deployment = aDeployment()
  let ada: Guest
  let room: string

  beforeAll(async () => {
    ada = await deployment().arrive('Ada')
    await ada.createRoom('Long room')
    room = new URL(ada.page.url()).pathname.split('/')[2] ?? ''
    const filler = await ada.context.newPage()
    await filler.goto('/')
    await ada.page.goto('/')
    await fillRoom(filler, room, MESSAGES)
    await filler.close()
  }, FILL_MAX_MS)

  it(
    'is read from its end to its beginning and back in a small page',
    async () => {
      const { page } = ada
      await enter(page, `/rooms/${room}`)
      const heaps = [await heap(page)]
      let drawn = 0
      const note = async () => {
        drawn = Math.max(drawn, await page.locator('.message').count())
      }
      await scroll(page, 'up', 'This is where the room begins.', note)
      heaps.push(await heap(page))
      const first = await numbers(page)
      expect(first.length).toBeGreaterThan(100)
      await scroll(page, 'down', undefined, note)
      heaps.push(await heap(page))
      const last = await page.locator('.message').last().getAttribute('data-seq')
      expect(Number(last)).toBeGreaterThanOrEqual(MESSAGES)
      expect(Math.max(...heaps)).toBeLessThan(HEAP_MAX_BYTES)
      expect(drawn).toBeLessThanOrEqual(DRAWN_MAX)
    },
    SCROLL_MAX_MS,
  )

  it('shows a message from long ago where it stood, and leads back to the newest', async () => {
    const { page } = ada
    await enter(page, `/rooms/${room}?at=4321`)
    const message = page.locator('[data-seq="4321"]')
    await message.waitFor()
    await expect
      .poll(() => message.evaluate(one => one === one.ownerDocument.activeElement))
      .toBe(true)
    expect(await message.getAttribute('data-shown')).toBe('')
    expect(new URL(page.url()).search).toBe('')
    await message.and(page.locator(':not([data-shown])')).waitFor()
    await expect.poll(() => inView(page, 4321)).toBe(true)

    // Somebody speaks meanwhile: counted, and not shown.
    const grace = await deployment().arrive('Grace')
    await grace.join('Long room')
    await grace.say('And now?')
    const back = page.getByRole('button', { name: 'Back to the newest, 1 new' })
    await back.waitFor()
    expect(await page.getByText('And now?').count()).toBe(0)
    await back.click()
    await ada.reads('And now?')
    await grace.context.close()
  })

  it('goes back to the newest with Escape, and scrolls by the keys there are for it', async () => {
    const { page } = ada
    await enter(page, `/rooms/${room}?at=2000`)
    await page.locator('[data-seq="2000"]').waitFor()
    const place = () => ada.timeline.evaluate(box => Math.round(box.scrollTop))
    const press = async (key: string) => {
      const from = await place()
      await page.keyboard.press(key)
      await expect.poll(place).not.toBe(from)
    }
    await ada.timeline.focus()
    await press('PageUp')
    await press('PageDown')
    await press('Home')
    await page.keyboard.press('Escape')
    await ada.reads('And now?')
    await page.getByRole('button', { name: 'Back to the newest' }).waitFor({ state: 'hidden' })
  })

  it('says of a message that is not there that it is not', async () => {
    await enter(ada.page, `/rooms/${room}?at=999999`)
    await ada.page.getByText('That message is not there any more.').waitFor()
    await ada.reads('And now?')
  })

  it('keeps the place of the reader while a page comes above it', async () => {
    const { page } = ada
    await enter(page, `/rooms/${room}?at=6000`)
    await page.locator('[data-seq="6000"]').waitFor()
    const where = () =>
      page.locator('[data-seq="6000"]').evaluate(one => one.getBoundingClientRect().top)
    let release = () => {}
    const gate = new Promise<void>(done => {
      release = done
    })
    await page.route('**/messages?before=*', async route => {
      await gate
      await route.continue()
    })
    await ada.timeline.evaluate(box => box.scrollBy({ top: -400, behavior: 'instant' }))
    await page.locator('.page-skeleton-line').first().waitFor()
    const [count, top] = [await page.locator('.message').count(), await where()]
    release()
    await page.getByText('Earlier messages loaded').waitFor()
    await expect.poll(() => page.locator('.message').count()).toBeGreaterThan(count)
    expect(Math.abs((await where()) - top)).toBeLessThan(2)
    await page.unroute('**/messages?before=*')
  })

  it('leads to a day', async () => {
    const { page } = ada
    await enter(page, `/rooms/${room}`)
    await ada.press('More about this room')
    await ada.press('Jump to date')
    await page.getByLabel('Day').fill('2020-02-29')
    await ada.press('Jump')
    await page.getByText('This is where the room begins.').waitFor()
    await page.getByRole('button', { name: 'Back to the newest' }).click()
    await ada.reads('And now?')
  })
})

async function enter(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await page.locator('.message').first().waitFor()
}

/** What the page's heap holds once what nobody needs is gone. */
async function heap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  await session.send('Performance.enable')
  const { metrics } = await session.send('Performance.getMetrics')
  await session.detach()
  return metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN
}

/**
 * Scrolls as with a wheel until some words are there or, without any, until the newest is. What is read on the way
 * is checked: one number after the other, none twice.
 */
async function scroll(
  page: Page,
  way: 'up' | 'down',
  words: string | undefined,
  note: () => Promise<void>,
): Promise<void> {
  const goal = words === undefined ? undefined : page.getByText(words)
  const pill = page.locator('.new-pill')
  const seen = new Set<number>()
  for (let round = 0; ; round += 1) {
    for (const seq of await numbers(page)) seen.add(seq)
    if (goal === undefined ? (await pill.count()) === 0 : (await goal.count()) > 0) break
    await page
      .locator('.timeline-box')
      .evaluate(
        (box, top) => box.scrollBy({ top, behavior: 'instant' }),
        way === 'up' ? -2_500 : 2_500,
      )
    await page.waitForTimeout(60)
    if (round % 20 === 0) await note()
  }
  // The page that led there may hold some more.
  for (const seq of await numbers(page)) seen.add(seq)
  await note()
  const said = [...seen].sort((a, b) => a - b)
  expect(said.length).toBeGreaterThanOrEqual(MESSAGES)
  expect(said).toEqual(said.map((_, i) => (said[0] ?? 0) + i))
}

/** The places of the messages that are drawn, which ascend. */
async function numbers(page: Page): Promise<number[]> {
  const seqs = await page
    .locator('.message')
    .evaluateAll(all => all.map(one => Number(one.getAttribute('data-seq'))))
  expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b))
  return seqs
}

async function inView(page: Page, seq: number): Promise<boolean> {
  const place = await page.locator(`[data-seq="${seq}"]`).boundingBox()
  const height = page.viewportSize()?.height ?? 0
  return place !== null && place.y > 0 && place.y + place.height < height
}
