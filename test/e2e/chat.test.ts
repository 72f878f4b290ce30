import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CHROMIUM, openBrowser } from '../support/browser.ts'
import { Guest } from '../support/guest.ts'
import { Stack } from '../support/stack.ts'

// Each command is its own stack with its own data: the one people develop with, and the one that
// serves the built page through the Pages Function and a service binding, as production does.
describe.skipIf(CHROMIUM === undefined).each(['start', 'dev'] as const)('npm run %s', command => {
  let folder: string
  let stack: Stack
  let browser: Browser

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'alcove-chat-'))
    stack = await Stack.start(command, folder)
    browser = await openBrowser()
  })

  afterAll(async () => {
    await browser?.close()
    await stack?.end()
    await rm(folder, { recursive: true, force: true })
  })

  it('lets two people meet, lose each other and miss nothing, and remembers it all', async () => {
    const ada = await Guest.arrive(browser, stack.url, 'Ada')
    const grace = await Guest.arrive(browser, stack.url, 'Grace')
    await ada.createRoom('Workshop')
    await ada.say('Is anybody here?')
    await grace.join('Workshop')
    await grace.reads('Is anybody here?')
    await grace.say('I am.')
    await ada.reads('I am.')
    await ada.people.getByText('Grace').waitFor()
    await ada.people.getByText('Here now 2').waitFor()

    await grace.context.setOffline(true)
    await ada.say('Where did you go?')
    await ada.say('I keep talking.')
    await grace.say('Said under ground.')
    await grace.say('And this.')
    await ada.reads('I keep talking.')
    await grace.page.getByText('No connection').waitFor()
    expect(await grace.messages()).not.toContain('I keep talking.')
    expect(await ada.messages()).not.toContain('And this.')

    await grace.context.setOffline(false)
    await ada.reads('And this.')
    await grace.reads('I keep talking.')
    const said = [
      'Is anybody here?',
      'I am.',
      'Where did you go?',
      'I keep talking.',
      'Said under ground.',
      'And this.',
    ]
    await expect.poll(() => ada.messages()).toEqual(said)
    await expect.poll(() => grace.messages()).toEqual(said)
    await grace.page.getByText('No connection').waitFor({ state: 'hidden' })

    await ada.page.reload()
    await ada.reads('And this.')
    expect(await ada.messages()).toEqual(said)

    const port = new URL(stack.url).port
    await stack.end()
    stack = await Stack.start(command, folder, '--port', port)
    await grace.page.reload()
    await grace.reads('And this.')
    expect(await grace.messages()).toEqual(said)
    await grace.say('Still the same place.')
    await ada.reads('Still the same place.')
  })
})
