import { describe, expect, it } from 'vitest'
import { CHROMIUM } from '../support/browser.ts'
import type { Guest } from '../support/guest.ts'
import { aDeployment } from './support/deployment.ts'

describe.skipIf(CHROMIUM === undefined)('conversations', () => {
  const deployment = aDeployment()

  it('are one, though both open it at once', async () => {
    const ada = await deployment().arrive('Ada')
    const grace = await deployment().arrive('Grace')
    await Promise.all([choose(ada, 'Grace'), choose(grace, 'Ada')])
    await Promise.all([ada.press('Open'), grace.press('Open')])
    await ada.page.getByRole('heading', { name: 'Grace', level: 1 }).waitFor()
    await grace.page.getByRole('heading', { name: 'Ada', level: 1 }).waitFor()
    expect(new URL(ada.page.url()).pathname).toBe(new URL(grace.page.url()).pathname)

    await ada.say('Just us?')
    await grace.reads('Just us?')
    await grace.say('Just us.')
    await ada.reads('Just us.')
    for (const guest of [ada, grace])
      expect(await guest.page.locator('.room-section').locator('.room-link').count()).toBe(1)
  })

  it('of some people have their names for a title, and blocked people are not heard in them', async () => {
    const mary = await deployment().arrive('Mary')
    const alan = await deployment().arrive('Alan')
    await deployment().arrive('Linus')
    await choose(mary, 'Alan', 'Linus')
    await mary.press('Open the group')
    await mary.page.getByRole('heading', { name: 'Alan and Linus', level: 1 }).waitFor()
    await mary.say('Hello, both.')
    await alan.page.reload()
    await alan.page.getByRole('link', { name: /Linus/ }).click()
    await alan.reads('Hello, both.')

    await alan.choose('Mary', 'Block')
    await alan.press('Block')
    await alan.timeline.getByText('1 message of somebody you blocked').waitFor()
    expect(await alan.messages()).toEqual([])
    await alan.press('Show')
    await alan.reads('Hello, both.')

    await alan.page.goto('/settings/blocks')
    await alan.press('Unblock Mary')
    await alan.page.getByText('You have blocked nobody.').waitFor()
  })
})

/** Chooses people to talk to, up to the last step. */
async function choose(guest: Guest, ...names: string[]): Promise<void> {
  await guest.press('New conversation')
  for (const name of names) {
    await guest.page.getByLabel('With').fill(name.toLowerCase())
    await guest.page.getByRole('option', { name: new RegExp(name) }).click()
  }
}
