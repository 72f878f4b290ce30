import { describe, expect, it } from 'vitest'
import { CHROMIUM } from '../support/browser.ts'
import { aDeployment } from './support/deployment.ts'

// Each command is its own stack with its own data: the one people develop with, and the one that
// serves the built page through the Pages Function and a service binding, as production does.
describe.skipIf(CHROMIUM === undefined).each(['start', 'dev'] as const)('npm run %s', command => {
  const deployment = aDeployment(command)

  it('lets two people meet, lose each other and miss nothing, and remembers it all', async () => {
    const ada = await deployment().arrive('Ada')
    const grace = await deployment().arrive('Grace')
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

    await deployment().restart()
    await grace.page.reload()
    await grace.reads('And this.')
    expect(await grace.messages()).toEqual(said)
    await grace.say('Still the same place.')
    await ada.reads('Still the same place.')
  })
})
