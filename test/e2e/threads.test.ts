import type { Locator } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { CHROMIUM } from '../support/browser.ts'
import type { Guest } from '../support/guest.ts'
import { barriers } from '../support/page-check.ts'
import { aDeployment } from './support/deployment.ts'

describe.skipIf(CHROMIUM === undefined)('threads', () => {
  const deployment = aDeployment()
  let ada: Guest
  let grace: Guest

  beforeAll(async () => {
    ;[ada, grace] = await deployment().workshop()
    await ada.say('Where is the lathe?')
    await grace.reads('Where is the lathe?')
  })

  it('are talked in beside the room, which shows how much was said in them', async () => {
    await grace.chooseOf('Where is the lathe?', 'Reply in thread')
    await answer(grace, 'Behind the kiln.')
    await pane(grace).getByText('Behind the kiln.').waitFor()
    await count(ada, '1 reply').waitFor()
    await answer(grace, 'Under the blue cloth.')
    await count(ada, '2 replies').waitFor()
    expect(await main(ada).locator('.bubble').allTextContents()).toEqual(['Where is the lathe?'])
    expect(await main(grace).locator('.bubble').allTextContents()).toEqual(['Where is the lathe?'])
    expect(await barriers(grace.page)).toEqual([])
  })

  it('are unread for whoever began them until they look', async () => {
    await button(ada, 'Threads, 1 unread').click()
    const panel = ada.page.getByRole('complementary', { name: 'Threads' })
    const entry = panel.getByRole('button', { name: /Where is the lathe/ })
    await entry.getByText('2 unread').waitFor()
    expect(await barriers(ada.page)).toEqual([])
    await entry.click()
    await pane(ada).getByText('Under the blue cloth.').waitFor()
    await button(ada, 'Threads').waitFor()
    // What comes before their eyes is no news either.
    await answer(grace, 'Take gloves.')
    await pane(ada).getByText('Take gloves.').waitFor()
    await button(ada, 'Threads').waitFor()
  })

  it('say nothing more to whoever does not follow them', async () => {
    const follow = pane(ada).getByRole('button', { name: 'Following' })
    await follow.click()
    await pane(ada).getByRole('button', { name: 'Follow', exact: true }).waitFor()
    await button(ada, 'Close the thread').click()
    await answer(grace, 'Nobody hears me.')
    await count(ada, '4 replies').waitFor()
    await button(ada, 'Threads').waitFor()

    await ada.page.reload()
    await count(ada, '4 replies').waitFor()
    await button(ada, 'Threads').waitFor()
    await count(ada, '4 replies').click()
    await pane(ada).getByText('Nobody hears me.').waitFor()
    await pane(ada).getByRole('button', { name: 'Follow', exact: true }).click()
    await pane(ada).getByRole('button', { name: 'Following' }).waitFor()
    await button(ada, 'Close the thread').click()
    await answer(grace, 'And now?')
    await button(ada, 'Threads, 1 unread').waitFor()
    await ada.page.reload()
    await button(ada, 'Threads, 1 unread').waitFor()
  })

  it('are led to by an address, and keep what was not sent', async () => {
    const { pathname } = new URL(ada.page.url())
    const seq = await main(ada).locator('.message').first().getAttribute('data-seq')
    await ada.page.goto(`${pathname}?thread=${seq}`)
    await pane(ada).getByText('And now?').waitFor()
    expect(new URL(ada.page.url()).search).toBe('')
    // So is an answer, to where it stands.
    const reply = await pane(ada).locator('.message').last().getAttribute('data-seq')
    await ada.page.goto(`${pathname}?at=${reply}`)
    await pane(ada).getByText('And now?').waitFor()
    await ada.page.locator('#thread-composer').fill('Half a sentence')
    await ada.page.keyboard.press('Escape')
    await pane(ada).waitFor({ state: 'hidden' })
    await count(ada, '5 replies').click()
    await expect
      .poll(() => ada.page.locator('#thread-composer').inputValue())
      .toBe('Half a sentence')
    await ada.page.locator('#thread-composer').fill('')
    await button(ada, 'Close the thread').click()
  })

  it('give the keyboard back to the message they were opened from', async () => {
    const root = main(ada).locator('.message').first()
    await ada.chooseOf('Where is the lathe?', 'Reply in thread')
    await expect.poll(() => ada.focus.getAttribute('id')).toBe('thread-composer')
    await ada.page.keyboard.press('Escape')
    await pane(ada).waitFor({ state: 'detached' })
    expect(await ada.focus.getAttribute('data-seq')).toBe(await root.getAttribute('data-seq'))
    // Also where they stand before the room.
    await ada.page.setViewportSize(PHONE)
    await count(ada, '5 replies').click()
    await button(ada, 'Back to the room').click()
    expect(await ada.focus.textContent()).toContain('5 replies')
    await ada.page.setViewportSize(DESK)
  })

  it('offer no threads within themselves', async () => {
    await count(ada, '5 replies').click()
    const answered = pane(ada).locator('.message').filter({ hasText: 'And now?' })
    await answered.hover()
    await answered.getByRole('button', { name: 'Reply', exact: true }).waitFor()
    expect(await button(ada, 'Reply in thread').count()).toBe(0)
    await answered.getByRole('button', { name: 'What to do with this message' }).click()
    await ada.page.getByRole('dialog').getByRole('button', { name: 'Reply' }).waitFor()
    expect(await button(ada, 'Reply in thread').count()).toBe(0)
    await ada.page.keyboard.press('Escape')
    // In the room they are, which shows that this looks in the right place.
    await main(ada).locator('.message').first().hover()
    await button(ada, 'Reply in thread').waitFor()
  })

  it('stand beside the room with nothing on the page called alike', async () => {
    const ids = await ada.page.locator('[id]').evaluateAll(all => all.map(({ id }) => id))
    const alike = ids.filter((id, i) => ids.indexOf(id) !== i)
    expect(alike).toEqual([])
    await ada.page.locator('#thread-composer').fill('@gr')
    const list = pane(ada).getByRole('listbox', { name: 'Suggestions' })
    await list.waitFor()
    const composer = ada.page.locator('#thread-composer')
    expect(await composer.getAttribute('aria-controls')).toBe(await list.getAttribute('id'))
    await composer.fill('/help')
    await composer.press('Enter')
    await pane(ada).getByText('Commands are for the room').waitFor()
    const described = await pane(ada).locator('.command-trouble').getAttribute('id')
    expect((await composer.getAttribute('aria-describedby'))?.split(' ')).toContain(described)
    await composer.fill('')
  })

  it('tell the room of answers that were not sent, and lead to them', async () => {
    await ada.say('/mute @grace 1h')
    await grace.page.getByText('You are muted').waitFor()
    await count(grace, '5 replies').click()
    await answer(grace, 'You cannot hear this.')
    await pane(grace)
      .getByText(/^Not sent\./)
      .waitFor()
    const unsent = grace.page.getByRole('button', { name: /An answer in a thread was not sent/ })
    await expect.poll(() => unsent.count()).toBe(0)
    await button(grace, 'Close the thread').click()
    await unsent.waitFor()
    await button(grace, 'Threads, not all sent').waitFor()
    expect(await barriers(grace.page)).toEqual([])
    await grace.page.reload()
    await unsent.click()
    await pane(grace).getByText('You cannot hear this.').waitFor()
    await pane(grace).locator('.button-text', { hasText: 'Edit' }).click()
    const composer = grace.page.locator('#thread-composer')
    await expect.poll(() => composer.inputValue()).toBe('You cannot hear this.')
    await composer.press('Enter')
    await pane(grace)
      .getByText(/^Not sent\./)
      .waitFor()
    await ada.say('/unmute @grace')
    await grace.page.getByText('You are muted').waitFor({ state: 'detached' })
    await pane(grace).getByRole('button', { name: 'Try again' }).click()
    await pane(ada).getByText('You cannot hear this.').waitFor()
    await button(grace, 'Close the thread').click()
    await button(grace, 'Threads').waitFor()
    await expect.poll(() => unsent.count()).toBe(0)
  })

  it('keep what an answer was to say that the room would not have', async () => {
    await ada.openAbout()
    await ada.press('Archive the room')
    await ada.press('Archive')
    await grace.page.getByText('This room is archived').waitFor()
    await count(grace, '6 replies').click()
    await change(grace, 'And now?', 'Too late.')
    const again = grace.page.locator('.toast').getByRole('button', { name: 'Edit again' })
    await again.click()
    const editor = pane(grace).getByLabel('Change the message')
    await expect.poll(() => editor.inputValue()).toBe('Too late.')
    await editor.press('Enter')
    await again.waitFor()
    // And where the thread is not open any more.
    await button(grace, 'Close the thread').click()
    await again.click()
    await expect.poll(() => editor.inputValue()).toBe('Too late.')
    expect(await grace.focus.getAttribute('aria-label')).toBe('Change the message')
    await editor.press('Escape')
    await ada.press('Open the room again')
    await ada.press('Open again')
    await ada.page.getByRole('dialog').waitFor({ state: 'detached' })
    for (const { page } of [ada, grace])
      await page.getByText('This room is archived').waitFor({ state: 'hidden' })
  })

  it('open at the answer that an address names, however long they are', async () => {
    await ada.say('Count with me.')
    await ada.chooseOf('Count with me.', 'Reply in thread')
    for (let n = 1; n <= 110; n += 1) {
      await answer(ada, `Number ${n}`)
      await pane(ada).getByText(`Number ${n}`, { exact: true }).waitFor()
    }
    // Until then some of them are only on their way.
    await count(ada, '110 replies').waitFor()
    const words = ada.page.locator('.bubble', { hasText: /^Number 3$/ })
    const third = pane(ada).locator('.message').filter({ has: words })
    const seq = await third.getAttribute('data-seq')
    await grace.page.goto(`${new URL(ada.page.url()).pathname}?at=${seq}`)
    const found = pane(grace).locator(`.message[data-seq="${seq}"]`)
    // It shines for a moment only.
    await pane(grace).locator(`.message[data-seq="${seq}"][data-shown]`).waitFor()
    await expect.poll(() => grace.focus.getAttribute('data-seq')).toBe(seq)
    const { y = 0 } = (await found.boundingBox()) ?? {}
    expect(y).toBeGreaterThan(100)
    expect(y).toBeLessThan(700)
    await answer(ada, 'Number 111')
    // With or without what lies between.
    const news = /^(1 new, to the newest|Back to the newest, 1 new)$/
    await pane(grace).getByRole('button', { name: news }).click()
    await pane(grace).getByText('Number 111', { exact: true }).waitFor()
    await expect.poll(() => pane(grace).locator('.new-pill').count()).toBe(0)
  })

  it('fold what somebody wrote whom the reader has blocked, as pins do', async () => {
    await ada.page.goto(new URL(ada.page.url()).pathname)
    await ada.chooseOf('Where is the lathe?', 'Pin')
    await grace.page.goto(new URL(ada.page.url()).pathname)
    await grace.say('/block @ada')
    await main(grace).getByText('of somebody you blocked').first().waitFor()
    await grace.openAbout()
    const pins = grace.page.getByRole('region', { name: 'Pinned' })
    await pins.getByText('1 message of somebody you blocked').waitFor()
    expect(await pins.getByText('Where is the lathe?').count()).toBe(0)
    await pins.getByRole('button', { name: 'Show', exact: true }).click()
    await pins.getByText('Where is the lathe?').waitFor()

    await button(grace, 'Threads').click()
    const panel = grace.page.getByRole('complementary', { name: 'Threads' })
    const folded = panel.getByRole('listitem').filter({ hasText: 'somebody you blocked' }).last()
    expect(await panel.getByText('Where is the lathe?').count()).toBe(0)
    expect(await barriers(grace.page)).toEqual([])
    await folded.getByRole('button', { name: 'Show', exact: true }).click()
    await panel.getByRole('button', { name: /Where is the lathe/ }).click()
    await pane(grace).getByText('1 message of somebody you blocked').first().waitFor()
    expect(await pane(grace).getByText('Where is the lathe?').count()).toBe(0)
  })
})

const PHONE = { width: 390, height: 844 }
const DESK = { width: 1280, height: 800 }

/** Changes what somebody answered. */
async function change(guest: Guest, body: string, to: string): Promise<void> {
  const message = pane(guest).locator('.message').filter({ hasText: body })
  await message.locator('.bubble').hover()
  await message.getByRole('button', { name: 'Edit', exact: true }).click()
  const editor = pane(guest).getByLabel('Change the message')
  await editor.fill(to)
  await editor.press('Enter')
}

async function answer(guest: Guest, body: string): Promise<void> {
  await guest.page.locator('#thread-composer').fill(body)
  await guest.page.locator('#thread-composer').press('Enter')
}

function pane(guest: Guest): Locator {
  return guest.page.getByRole('complementary', { name: 'Thread', exact: true })
}

function main(guest: Guest): Locator {
  return guest.page.getByRole('log', { name: 'Messages', exact: true })
}

/** The way from a message to what was said under it. */
function count(guest: Guest, words: string): Locator {
  return main(guest).getByRole('button', { name: new RegExp(words) })
}

function button(guest: Guest, name: string): Locator {
  return guest.page.getByRole('button', { name, exact: true })
}
