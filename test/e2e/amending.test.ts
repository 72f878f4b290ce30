import type { Locator } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { CHROMIUM } from '../support/browser.ts'
import type { Guest } from '../support/guest.ts'
import { barriers } from '../support/page-check.ts'
import { aDeployment } from './support/deployment.ts'

/** The message that says this, and not one that quotes it. */
function saying(guest: Guest, body: string): Locator {
  const words = new RegExp(`^${RegExp.escape(body)}$`)
  const bubble = guest.page.locator('.bubble', { hasText: words })
  return guest.timeline.locator('.message', { has: bubble })
}

/** A press of a button beside a message, which shows itself where somebody points. */
async function pressAt(guest: Guest, body: string, name: string): Promise<void> {
  const message = saying(guest, body)
  await message.locator('.bubble').hover({ position: { x: 9, y: 9 } })
  await message.locator('.bubble').hover()
  await message.getByRole('button', { name, exact: true }).click()
}

describe.skipIf(CHROMIUM === undefined)('messages after they were said', () => {
  const deployment = aDeployment()
  let ada: Guest
  let grace: Guest

  beforeAll(async () => {
    // The first account of a deployment is its admin, who may do more than these two.
    await deployment().arrive('Keeper')
    ;[ada, grace] = await deployment().workshop()
    await ada.say('The lamp is lit.')
    await grace.reads('The lamp is lit.')
  })

  it('say something else, for everybody, and what they said before can be read', async () => {
    await pressAt(ada, 'The lamp is lit.', 'Edit')
    const editor = ada.page.getByLabel('Change the message')
    await editor.fill('Nobody will read this.')
    await editor.press('Escape')
    await ada.reads('The lamp is lit.')
    await pressAt(ada, 'The lamp is lit.', 'Edit')
    await editor.fill('The old lamp is lit.')
    await editor.press('Enter')
    await grace.reads('The old lamp is lit.')
    await grace.press('(edited)')
    const versions = grace.page.getByRole('dialog').getByRole('listitem')
    await versions.nth(1).waitFor()
    expect(await versions.locator('.edit-body').allTextContents()).toEqual([
      'The old lamp is lit.',
      'The lamp is lit.',
    ])
    expect(await versions.locator('ins').allTextContents()).toEqual(['old '])
    await grace.page.keyboard.press('Escape')
  })

  it('are changed by Up in an empty composer, and nothing of others is', async () => {
    await grace.page.locator('#composer').press('ArrowUp')
    expect(await grace.page.getByLabel('Change the message').count()).toBe(0)
    await ada.say('Who has teh map?')
    await ada.reads('Who has teh map?')
    await ada.page.locator('#composer').press('ArrowUp')
    const editor = ada.page.getByLabel('Change the message')
    expect(await editor.inputValue()).toBe('Who has teh map?')
    await editor.fill('Who has the map?')
    await editor.press('Enter')
    await grace.reads('Who has the map?')
    expect(await ada.focus.getAttribute('id')).toBe('composer')
  })

  it('are marked by both, and each sees whose mark it is', async () => {
    await pressAt(grace, 'Who has the map?', 'React with 👍')
    const chip = (guest: Guest) =>
      saying(guest, 'Who has the map?').getByRole('button', { name: /^👍/ })
    await chip(ada).waitFor()
    expect(await chip(ada).getAttribute('aria-pressed')).toBe('false')
    await chip(ada).click()
    await saying(grace, 'Who has the map?')
      .getByRole('button', { name: '👍 2, You and Ada' })
      .waitFor()
    expect(await chip(ada).getAttribute('aria-pressed')).toBe('true')

    await chip(grace).click({ button: 'right' })
    const people = grace.page.getByRole('dialog').getByRole('list', { name: /People/ })
    await people.getByText('Ada').waitFor()
    await people.getByText('Grace (you)').waitFor()
    await grace.page.keyboard.press('Escape')

    await chip(grace).click()
    await saying(ada, 'Who has the map?')
      .getByRole('button', { name: '👍 1, You', exact: true })
      .waitFor()
    await pressAt(grace, 'Who has the map?', 'Another reaction')
    await grace.page.getByLabel('Search emoji').fill('rocket')
    await grace.page.getByRole('button', { name: 'rocket' }).click()
    await saying(ada, 'Who has the map?').getByRole('button', { name: '🚀 1, Grace' }).waitFor()
  })

  it('are answered, and the answer leads back', async () => {
    await pressAt(grace, 'The old lamp is lit.', 'Reply')
    await grace.page.getByText('Replying to').waitFor()
    await grace.page.keyboard.press('Escape')
    await grace.page.getByText('Replying to').waitFor({ state: 'hidden' })
    await pressAt(grace, 'The old lamp is lit.', 'Reply')
    await grace.say('I see it from here.')
    await grace.page.getByText('Replying to').waitFor({ state: 'hidden' })
    const quote = saying(ada, 'I see it from here.').locator('.quote')
    expect(await quote.textContent()).toContain('The old lamp is lit.')
    for (let i = 0; i < 25; i += 1) await ada.say(`Wave ${i}`)
    await grace.reads('Wave 24')
    const away = saying(grace, 'The old lamp is lit.')
    expect(await isInView(away)).toBe(false)
    await saying(grace, 'I see it from here.').locator('.quote').click()
    await expect.poll(() => isInView(away)).toBe(true)
  })

  it('are pinned by who may, and found among what is pinned', async () => {
    await grace.page.reload()
    await grace.reads('Wave 24')
    await saying(grace, 'Wave 24').locator('.bubble').hover()
    await saying(grace, 'Wave 24').locator('.message-more').click()
    expect(await grace.page.getByRole('button', { name: 'Pin', exact: true }).count()).toBe(0)
    await grace.page.keyboard.press('Escape')
    await ada.chooseOf('I see it from here.', 'Pin')
    await grace.timeline.getByText('Ada pinned a message').waitFor()
    await grace.openAbout()
    const pins = grace.page.getByRole('region', { name: 'Pinned' })
    const place = saying(grace, 'I see it from here.')
    expect(await isInView(place)).toBe(false)
    await pins.getByRole('button', { name: /I see it from here/ }).click()
    await expect.poll(() => isInView(place)).toBe(true)
    expect(await pins.getByRole('button', { name: /Unpin/ }).count()).toBe(0)
  })

  it('are removed and brought back with everything about them', async () => {
    await ada.chooseOf('Who has the map?', 'Delete')
    await saying(grace, 'Who has the map?').waitFor({ state: 'detached' })
    await ada.page.locator('.toast').getByRole('button', { name: 'Undo' }).click()
    await grace.reads('Who has the map?')
    await saying(grace, 'Who has the map?').getByRole('button', { name: '🚀 1, You' }).waitFor()
  })

  it('are reached, and changed, by the keyboard alone', async () => {
    const { page } = ada
    await saying(ada, 'Wave 24').scrollIntoViewIfNeeded()
    await page.locator('.timeline-box').focus()
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    const focused = await ada.focus.locator('.bubble').textContent()
    expect(focused).toBe('Wave 23')
    await page.keyboard.press('r')
    await page.getByText('Replying to').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.timeline-box').focus()
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('+')
    await page.getByLabel('Search emoji').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.timeline-box').focus()
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('e')
    await page.getByLabel('Change the message').fill('Wave 24, the last')
    await page.keyboard.press('Enter')
    await grace.reads('Wave 24, the last')
  })

  it('tell in words why they were not changed, and keep what was written', async () => {
    await ada.openAbout()
    await ada.press('Archive the room')
    await ada.press('Archive')
    await ada.page.getByText('This room is archived').waitFor()
    await pressAt(ada, 'Wave 24, the last', 'Edit')
    const editor = ada.page.getByLabel('Change the message')
    await editor.fill('Too late.')
    await editor.press('Enter')
    await ada.page.getByText('Not changed. The room is archived.').waitFor()
    await ada.reads('Wave 24, the last')
    await ada.page.locator('.toast').getByRole('button', { name: 'Edit again' }).click()
    expect(await editor.inputValue()).toBe('Too late.')
    await editor.press('Escape')
    await ada.press('Open the room again')
    await ada.press('Open again')
    await ada.page.getByText('This room is archived').waitFor({ state: 'hidden' })
  })

  it('stand open to everybody, whatever they see and hear by', async () => {
    const { page } = ada
    const seen: Record<string, string[]> = {}
    await saying(ada, 'Wave 24, the last').locator('.bubble').hover()
    seen['a toolbar'] = await barriers(page)
    await pressAt(ada, 'Wave 24, the last', 'Another reaction')
    await page.getByRole('button', { name: 'rocket' }).waitFor()
    seen['a picker'] = await barriers(page)
    await page.keyboard.press('Escape')
    await pressAt(ada, 'Wave 24, the last', 'Edit')
    seen['an editor'] = await barriers(page)
    await page.keyboard.press('Escape')
    await pressAt(ada, 'Wave 24, the last', 'Reply')
    seen['a reply'] = await barriers(page)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: '(edited)' }).last().click()
    await page.getByRole('dialog').getByRole('listitem').first().waitFor()
    seen['what it said before'] = await barriers(page)
    await page.keyboard.press('Escape')
    const found = Object.entries(seen).filter(([, some]) => some.length > 0)
    expect(found).toEqual([])
    expect(ada.breaches).toEqual([])
  })

  it('are all as they were after both have loaded the page again, and the server was killed', async () => {
    const all = async () => {
      for (const guest of [ada, grace]) {
        await guest.reads('Wave 24, the last')
        const map = saying(guest, 'Who has the map?')
        await map.getByRole('button', { name: /^🚀/ }).waitFor()
        await map.getByRole('button', { name: '(edited)' }).waitFor()
        const answer = saying(guest, 'I see it from here.')
        await answer.getByText('Pinned').waitFor()
        expect(await answer.locator('.quote').textContent()).toContain('The old lamp is lit.')
      }
      const rocket = saying(grace, 'Who has the map?').getByRole('button', { name: '🚀 1, You' })
      expect(await rocket.getAttribute('aria-pressed')).toBe('true')
    }
    await Promise.all([ada.page.reload(), grace.page.reload()])
    await all()
    const runtimes = [...deployment().processes()].filter(([, args]) =>
      /workerd.* serve /.test(args),
    )
    expect(runtimes.length).toBeGreaterThan(0)
    for (const [pid] of runtimes) process.kill(pid, 'SIGKILL')
    await ada.page
      .getByText(/offline|reconnect|connect/i)
      .first()
      .waitFor()
    await pressAt(ada, 'Wave 24, the last', 'React with 👍')
    // Whoever goes elsewhere meanwhile, and loads the page anew there, has done it all the same.
    const { pathname } = new URL(ada.page.url())
    await ada.page.getByRole('link', { name: 'Alcove' }).click()
    await ada.page.locator('#composer').waitFor({ state: 'detached' })
    await deployment().restart()
    await ada.page.goto(pathname)
    await saying(grace, 'Wave 24, the last').getByRole('button', { name: '👍 1, Ada' }).waitFor()
    await all()
    await Promise.all([ada.page.reload(), grace.page.reload()])
    await all()
  })
})

async function isInView(message: Locator): Promise<boolean> {
  return await message.evaluate(element => {
    const { top, bottom } = element.getBoundingClientRect()
    const box = element.closest('.timeline-box')?.getBoundingClientRect()
    return box !== undefined && top >= box.top - 1 && bottom <= box.bottom + 1
  })
}
