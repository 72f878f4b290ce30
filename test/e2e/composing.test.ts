import { beforeAll, describe, expect, it } from 'vitest'
import { CHROMIUM } from '../support/browser.ts'
import type { Guest } from '../support/guest.ts'
import { barriers } from '../support/page-check.ts'
import { aDeployment } from './support/deployment.ts'

/** With Ada and Grace more than are called without being asked about. */
const OTHERS = ['Mary', 'Linus', 'Katherine', 'Alan']

describe.skipIf(CHROMIUM === undefined)('composing', () => {
  const deployment = aDeployment()
  let ada: Guest
  let grace: Guest
  let api: string

  beforeAll(async () => {
    ada = await deployment().arrive('Ada')
    await ada.createRoom('Tide pools')
    api = `/api${new URL(ada.page.url()).pathname}`
    await ada.say('Welcome.')
    for (const name of OTHERS) {
      const guest = await deployment().arrive(name)
      await guest.join('Tide pools')
      await guest.context.close()
    }
    grace = await deployment().arrive('Grace')
    await grace.join('Tide pools')
    await grace.say('Thank you.')
    await ada.reads('Thank you.')
  })

  const composer = (guest: Guest) => guest.page.locator('#composer')
  const options = (guest: Guest) => guest.page.getByRole('option')
  const marked = (guest: Guest) => guest.page.getByRole('option', { selected: true })
  const dialog = (guest: Guest) => guest.page.getByRole('dialog')

  async function typed(guest: Guest, text: string): Promise<void> {
    await composer(guest).fill('')
    await composer(guest).pressSequentially(text)
  }

  it('completes a person, who is named by the message then', async () => {
    await typed(ada, 'Hello @')
    await expect.poll(() => options(ada).first().textContent()).toContain('@grace')
    expect(await marked(ada).count()).toBe(0)
    expect(await barriers(ada.page)).toEqual([])
    await ada.page.keyboard.type('gr')
    await expect.poll(() => marked(ada).textContent()).toContain('@grace')
    const active = await composer(ada).getAttribute('aria-activedescendant')
    expect(active).toBe(await marked(ada).getAttribute('id'))
    await composer(ada).dispatchEvent('keydown', { key: 'Enter', isComposing: true })
    expect(await composer(ada).inputValue()).toBe('Hello @gr')
    await ada.page.keyboard.press('Enter')
    expect(await composer(ada).inputValue()).toBe('Hello @grace ')
    await ada.page.keyboard.press('Enter')
    await expect
      .poll(() => grace.timeline.locator('.bubble').last().textContent())
      .toContain('Hello @Grace')
    const { id } = (await grace.get('/api/account')) as { id: string }
    const { messages } = (await ada.get(`${api}/messages`)) as {
      messages: { body: string; mentions?: string[] }[]
    }
    expect(messages.at(-1)).toMatchObject({ body: 'Hello @grace', mentions: [id] })
  })

  it('completes where the caret is, leaves addresses and code alone, and closes', async () => {
    await composer(ada).fill('Ask , please')
    await composer(ada).press('Home')
    for (let i = 0; i < 'Ask '.length; i += 1) await composer(ada).press('ArrowRight')
    await composer(ada).pressSequentially('@lin')
    await expect.poll(() => marked(ada).textContent()).toContain('@linus')
    await ada.page.keyboard.press('Tab')
    expect(await composer(ada).inputValue()).toBe('Ask @linus, please')
    await typed(ada, 'grace@al')
    expect(await options(ada).count()).toBe(0)
    await typed(ada, '`@al')
    expect(await options(ada).count()).toBe(0)
    await typed(ada, '@al')
    await expect.poll(() => options(ada).count()).toBe(1)
    await ada.page.keyboard.press('Escape')
    expect(await options(ada).count()).toBe(0)
    expect(await composer(ada).inputValue()).toBe('@al')
  })

  it('completes rooms and emoji, and has a picker of all of them', async () => {
    await typed(ada, 'See #ti')
    await options(ada).filter({ hasText: '#Tide pools' }).click()
    expect(await composer(ada).inputValue()).toBe('See #Tide-pools ')
    await ada.page.keyboard.type(':tad')
    await expect.poll(() => marked(ada).textContent()).toContain(':tada:')
    await ada.page.keyboard.press('Enter')
    expect(await composer(ada).inputValue()).toBe('See #Tide-pools 🎉 ')
    await ada.press('Emoji')
    await ada.page.getByLabel('Search emoji').fill('red heart')
    await ada.page.getByRole('button', { name: 'red heart' }).waitFor()
    expect(await barriers(ada.page)).toEqual([])
    await ada.page.getByRole('button', { name: 'red heart' }).click()
    await expect.poll(() => composer(ada).inputValue()).toMatch(/^See #Tide-pools 🎉 ❤\ufe0f?$/u)
    await expect.poll(() => ada.focus.getAttribute('id')).toBe('composer')
  })

  it('asks before many are called, and says when nobody will be', async () => {
    await typed(ada, '@room lunch')
    await ada.page.keyboard.press('Enter')
    await ada.page.getByRole('heading', { name: 'Notify all 6 members?' }).waitFor()
    expect(await barriers(ada.page)).toEqual([])
    await ada.page.keyboard.press('Escape')
    await expect.poll(() => dialog(ada).count()).toBe(0)
    expect(await composer(ada).inputValue()).toBe('@room lunch')
    expect((await grace.messages()).join()).not.toContain('lunch')
    await composer(ada).press('Enter')
    await ada.press('Send and notify')
    await expect.poll(async () => (await grace.messages()).join()).toContain('lunch')
    expect(await composer(ada).inputValue()).toBe('')

    await typed(grace, '@room dinner')
    await grace.page.getByText('“@room” will notify nobody').waitFor()
    await grace.page.keyboard.press('Enter')
    await expect.poll(async () => (await ada.messages()).join()).toContain('dinner')
  })

  it('marks up what is selected, and links it to an address that is pasted', async () => {
    await composer(ada).fill('the map')
    await composer(ada).press('ControlOrMeta+a')
    await composer(ada).press('ControlOrMeta+b')
    expect(await composer(ada).inputValue()).toBe('**the map**')
    await composer(ada).press('ControlOrMeta+z')
    expect(await composer(ada).inputValue()).toBe('the map')
    await composer(ada).press('ControlOrMeta+a')
    await paste('https://example.org/map')
    expect(await composer(ada).inputValue()).toBe('[the map](https://example.org/map)')
    await paste(' and more')
    expect(await composer(ada).inputValue()).toBe('[the map](https://example.org/map)')
    await composer(ada).press('Enter')
    const link = grace.timeline.getByRole('link', { name: 'the map' })
    await expect.poll(() => link.getAttribute('href')).toBe('https://example.org/map')
    await typed(ada, '- one')
    await ada.page.keyboard.press('Shift+Enter')
    expect(await composer(ada).inputValue()).toBe('- one\n- ')
    await composer(ada).fill('')
  })

  /** Without asking for the system's clipboard, which belongs to all; what is not linked is left to the browser. */
  async function paste(text: string): Promise<void> {
    await ada.page.evaluate(`{
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', ${JSON.stringify(text)})
      document.getElementById('composer').dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
      )
    }`)
  }

  it('lets a message wait, and takes it back', async () => {
    await typed(ada, 'Bring the lanterns')
    await ada.press('Send later')
    expect(await barriers(ada.page)).toEqual([])
    await dialog(ada).getByRole('button', { name: 'Tomorrow' }).click()
    await ada.page.getByText('It will be said tomorrow').waitFor()
    expect(await composer(ada).inputValue()).toBe('')

    await typed(ada, 'Bring the map')
    await ada.page.getByRole('button', { name: 'Send', exact: true }).click({ button: 'right' })
    await ada.press('Choose date and time')
    await ada.page.getByLabel('Day and time').fill('2020-01-01T09:00')
    await ada.press('Send then')
    await ada.page.getByText('Choose a moment to come.').waitFor()
    const tomorrow = new Date(Date.now() + 30 * 3_600_000).toISOString().slice(0, 16)
    await ada.page.getByLabel('Day and time').fill(tomorrow)
    await ada.press('Send then')

    await ada.press('2 messages wait')
    const waiting = ada.page.getByRole('list', { name: 'Messages for later' }).getByRole('listitem')
    await expect.poll(() => waiting.allTextContents()).toHaveLength(2)
    expect(await barriers(ada.page)).toEqual([])
    await waiting.filter({ hasText: 'lanterns' }).getByRole('button', { name: 'Withdraw' }).click()
    await expect.poll(() => waiting.count()).toBe(1)
    await waiting.getByRole('button', { name: 'Put back into the composer' }).click()
    await expect.poll(() => composer(ada).inputValue()).toBe('Bring the map')
    expect(await ada.get(`${api}/scheduled`)).toEqual({ scheduled: [] })
    await expect.poll(() => ada.page.getByText(/messages? waits?/).count()).toBe(0)
  })

  it('says why a message could not be said when its time came', async () => {
    const at = Date.now() + 11_000
    await grace.page.evaluate(`fetch('${api}/scheduled', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-csrf-token': /csrf=([\\w-]*)/.exec(document.cookie)[1],
      },
      body: JSON.stringify({ at: ${at}, body: 'Too late' }),
    })`)
    await grace.page.reload()
    await grace.page.getByRole('button', { name: '1 message waits' }).waitFor()
    await ada.say('/mute @grace 10m')
    const line = grace.page.getByRole('button', { name: '1 message could not be said' })
    await line.waitFor({ timeout: 60_000 })
    await line.click()
    await grace.page.getByText('You may not speak here for a while.').waitFor()
    expect(await barriers(grace.page)).toEqual([])
    await grace.page.getByRole('button', { name: 'Put back into the composer' }).click()
    await expect.poll(() => composer(grace).inputValue()).toBe('Too late')
  })
})
