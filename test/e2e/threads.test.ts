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
  })
})

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
