import { beforeAll, describe, expect, it } from 'vitest'
import { LESS_AFTER_MS } from '../../protocol/limits.ts'
import { CHROMIUM } from '../support/browser.ts'
import type { Guest } from '../support/guest.ts'
import { aDeployment } from './support/deployment.ts'

/** Milliseconds until it is told that somebody has gone, and some to spare. */
const GONE_MS = LESS_AFTER_MS + 15_000

describe.skipIf(CHROMIUM === undefined)('what goes on in a room', () => {
  const deployment = aDeployment()
  let ada: Guest
  let grace: Guest

  beforeAll(async () => {
    ;[ada, grace] = await deployment().workshop()
    await ada.people.getByText('Here now 2').waitFor()
  })

  it('is told of who writes, without anything moving, until they have said it', async () => {
    const line = ada.page.locator('.typing-line')
    const before = await ada.page.locator('.timeline').boundingBox()
    await grace.page.locator('#composer').pressSequentially('Good', { delay: 20 })
    await line.getByText('Grace is writing…').waitFor()
    expect(await ada.page.locator('.timeline').boundingBox()).toEqual(before)
    expect(await grace.page.locator('.typing-line').textContent()).toBe('')
    await grace.say('Good evening.')
    await ada.reads('Good evening.')
    expect(await line.textContent()).toBe('')
    await grace.page.locator('#composer').fill('/help')
    await grace.page.locator('#composer').fill('')
    await grace.page.locator('#composer').pressSequentially('No', { delay: 20 })
    await line.getByText('Grace is writing…').waitFor()
    await grace.page.locator('#composer').fill('')
    await line.getByText('Grace is writing…').waitFor({ state: 'detached' })
  })

  it('is told of who has turned away, is back, elsewhere, and when somebody was last there', async () => {
    const entry = ada.people.getByRole('button', { name: /Grace/ })
    await turn(grace, 'hidden')
    await entry.getByText('away').waitFor()
    await turn(grace, 'visible')
    await entry.getByText('away').waitFor({ state: 'detached' })
    await grace.page.goto('/settings/profile')
    await ada.people.getByText('Elsewhere 1').waitFor()
    await grace.page.goto('about:blank')
    await entry.getByText('last seen just now').waitFor({ timeout: GONE_MS })
    await entry.click()
    await ada.page.getByRole('dialog').getByText('last seen just now').waitFor()
    await ada.page.keyboard.press('Escape')
  })

  it('shows beside a conversation how the other is there, anywhere', async () => {
    await ada.choose('Grace', 'Message')
    const header = ada.page.locator('.room-header-text')
    const entry = ada.page.getByRole('link', { name: /^Grace/ })
    await header.getByText('last seen just now').waitFor()
    await grace.page.goto('/settings/profile')
    await header.getByText('online').waitFor()
    expect(await entry.textContent()).toContain('here now')
    await grace.page.goto('/')
    await grace.page.getByRole('link', { name: /^Ada/ }).click()
    await header.getByText('here now').waitFor()
    await turn(grace, 'hidden')
    await header.getByText('away').waitFor()
    await expect.poll(async () => await entry.textContent(), { timeout: GONE_MS }).toContain('away')
    await turn(grace, 'visible')
    await ada.page.getByRole('link', { name: /^Workshop/ }).click()
  })

  it('is divided where somebody had read to, and leads there', async () => {
    for (let n = 1; n <= 30; n++) await ada.say(`Line ${n}`)
    await ada.reads('Line 30')
    await grace.page.goto('/')
    await grace.page.getByRole('link', { name: /Workshop/ }).click()
    await grace.reads('Line 30')
    const jump = grace.page.getByRole('button', { name: '30 new messages, to the first of them' })
    await jump.click()
    await expect.poll(() => grace.timeline.locator('.read-divider').isVisible()).toBe(true)
    await jump.waitFor({ state: 'detached' })
    const divider = await grace.timeline.locator('.read-divider').boundingBox()
    const first = await grace.timeline.getByText('Line 1', { exact: true }).boundingBox()
    expect(divider?.y).toBeGreaterThan(0)
    expect(divider?.y).toBeLessThan(first?.y ?? 0)
    // What comes while one looks is not new.
    await ada.say('One more')
    await grace.page.getByRole('button', { name: /to the newest/i }).click()
    await grace.reads('One more')
    expect(await grace.timeline.locator('.read-divider').count()).toBe(1)
  })

  it('is divided where somebody was who had the page behind another one', async () => {
    await turn(grace, 'hidden')
    await ada.say('Behind your back')
    await ada.say('And once more')
    await grace.reads('And once more')
    const read = async () => {
      await ada.chooseOf('And once more', 'Read by')
      const dialog = ada.page.getByRole('dialog', { name: 'Read by' })
      await dialog.getByText('Grace').waitFor()
      const has = await dialog.getByRole('region', { name: 'Read', exact: true }).count()
      await ada.page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
      return has
    }
    // What was not looked at is not read, however long it has been there.
    await ada.page.waitForTimeout(3_000)
    expect(await read()).toBe(0)
    await turn(grace, 'visible')
    await expect.poll(read, { timeout: 15_000 }).toBe(1)
    await dividedAt('Behind your back')
    await ada.say('While you look')
    await grace.reads('While you look')
    await dividedAt('Behind your back')
    await turn(grace, 'hidden')
    await turn(grace, 'visible')
    await dividedAt('Behind your back')
    await turn(grace, 'hidden')
    await ada.say('Another time')
    await grace.reads('Another time')
    await turn(grace, 'visible')
    await dividedAt('Another time')
  })

  /** Expects the one divider there is to stand before this. */
  async function dividedAt(body: string) {
    expect(await grace.timeline.locator('.read-divider').count()).toBe(1)
    const behind = grace.timeline.locator('.read-divider + article .bubble').first()
    expect(await behind.textContent()).toBe(body)
  }

  it('shows who has read what, unless they let nobody see it', async () => {
    await ada.say('Who is listening?')
    await ada.reads('Who is listening?')
    const said = ada.timeline.locator('.message').filter({ hasText: 'Who is listening?' })
    const beside = said.locator('xpath=following-sibling::p[1]')
    await beside.getByText('Read by Grace').waitFor({ state: 'attached' })
    await ada.chooseOf('Who is listening?', 'Read by')
    const dialog = ada.page.getByRole('dialog', { name: 'Read by' })
    await dialog.getByRole('region', { name: 'Read' }).getByText('Grace').waitFor()
    await ada.page.keyboard.press('Escape')

    await grace.page.goto('/settings/profile')
    await grace.page.getByLabel('Let others see what I have read').click()
    await grace.page.getByText('Saved').waitFor()
    await grace.page.goto('/')
    await grace.page.getByRole('link', { name: /Workshop/ }).click()
    await ada.say('And now?')
    await grace.reads('And now?')
    await ada.chooseOf('And now?', 'Read by')
    await dialog.getByRole('region', { name: 'No word yet' }).getByText('Grace').waitFor()
    expect(await dialog.getByRole('region', { name: 'Read' }).count()).toBe(0)
    await ada.page.keyboard.press('Escape')
    // Their own devices know all the same.
    await grace.page.reload()
    await grace.reads('And now?')
    expect(await grace.timeline.locator('.read-divider').count()).toBe(0)
  })

  it('says between two people whether the other has seen it', async () => {
    await grace.page.goto('/settings/profile')
    await grace.page.getByLabel('Let others see what I have read').click()
    await grace.page.getByText('Saved').waitFor()
    await ada.press('New conversation')
    await ada.page.getByLabel('With', { exact: true }).fill('grace')
    await ada.page.getByRole('option', { name: /Grace/ }).click()
    await ada.press('Open')
    await ada.page.getByRole('heading', { name: 'Grace', level: 1 }).waitFor()
    await ada.say('Just us?')
    await ada.reads('Just us?')
    expect(await ada.timeline.getByText('Seen').count()).toBe(0)
    const address = new URL(ada.page.url()).pathname
    await grace.page.goto(address)
    await grace.reads('Just us?')
    await ada.timeline.getByText('Seen').waitFor()
    await turn(grace, 'hidden')
    await ada.say('Still there?')
    await ada.timeline.getByText('Delivered').waitFor()
    await turn(grace, 'visible')
    await ada.timeline.getByText('Delivered').waitFor({ state: 'detached' })
    await ada.timeline.getByText('Seen').waitFor()
  })
})

/** Puts a page behind another one, or before it again, as far as it can tell. */
async function turn(guest: Guest, state: 'hidden' | 'visible'): Promise<void> {
  await guest.page.evaluate(`
    Object.defineProperty(document, 'visibilityState', { value: '${state}', configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))`)
}
