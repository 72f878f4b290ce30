import { beforeAll, describe, expect, it } from 'vitest'
import { CHROMIUM } from '../support/browser.ts'
import type { Guest } from '../support/guest.ts'
import { barriers } from '../support/page-check.ts'
import { aDeployment } from './support/deployment.ts'

describe.skipIf(CHROMIUM === undefined)('commands', () => {
  const deployment = aDeployment()
  let ada: Guest
  let grace: Guest
  let workshop: string

  beforeAll(async () => {
    ;[ada, grace] = await deployment().workshop()
    workshop = new URL(ada.page.url()).pathname
    await ada.say('Welcome.')
    await grace.say('Thank you.')
    await ada.reads('Thank you.')
  })

  const composer = (guest: Guest) => guest.page.locator('#composer')
  const options = (guest: Guest) => guest.page.getByRole('option')
  const marked = (guest: Guest) => guest.page.getByRole('option', { selected: true })
  const note = (guest: Guest) => guest.page.locator('.private-note-text').last()

  async function typed(guest: Guest, text: string): Promise<void> {
    await composer(guest).fill('')
    await composer(guest).pressSequentially(text)
  }

  it('are written with the keyboard alone, and answered for who wrote them', async () => {
    await typed(ada, '/mu')
    await expect.poll(() => marked(ada).textContent()).toContain('/mute')
    const active = await composer(ada).getAttribute('aria-activedescendant')
    expect(active).toBe(await marked(ada).getAttribute('id'))
    expect(await barriers(ada.page)).toEqual([])
    await ada.page.keyboard.press('Enter')
    expect(await composer(ada).inputValue()).toBe('/mute ')
    await expect.poll(() => marked(ada).textContent()).toContain('@grace')
    await ada.page.keyboard.press('Tab')
    expect(await composer(ada).inputValue()).toBe('/mute @grace ')
    await expect.poll(() => options(ada).count()).toBe(5)
    expect(await marked(ada).count()).toBe(0)
    await ada.page.keyboard.press('ArrowDown')
    await ada.page.keyboard.press('Enter')
    expect(await composer(ada).inputValue()).toBe('/mute @grace 10m ')
    await ada.page.keyboard.type('too loud')
    await ada.page.keyboard.press('Enter')
    await expect.poll(() => note(ada).textContent()).toContain('may not speak for 10 minutes')
    expect(await composer(ada).inputValue()).toBe('')
    expect(await grace.page.locator('.private-note').count()).toBe(0)

    await grace.say('But')
    await grace.page.getByText(/Not sent\./).waitFor()
    await grace.press('Discard')
    await ada.say('/unmute @grace')
    await expect.poll(() => note(ada).textContent()).toContain('may speak again')
    expect(await barriers(ada.page)).toEqual([])
    await ada.page.getByRole('button', { name: 'Dismiss' }).last().click()
    await expect.poll(() => note(ada).textContent()).toContain('10 minutes')
    await ada.say('/clear')
    await expect.poll(() => ada.page.locator('.private-note').count()).toBe(0)
  })

  it('are left alone by Escape, by what is no command, and by who still composes', async () => {
    await typed(ada, '/wh')
    await expect.poll(() => options(ada).count()).toBe(2)
    await ada.page.keyboard.press('Escape')
    expect(await options(ada).count()).toBe(0)
    expect(await composer(ada).inputValue()).toBe('/wh')
    await typed(ada, '/usr/bin')
    expect(await options(ada).count()).toBe(0)
    await typed(ada, '/wh')
    await expect.poll(() => options(ada).count()).toBe(2)
    await composer(ada).dispatchEvent('keydown', { key: 'Enter', isComposing: true })
    expect(await composer(ada).inputValue()).toBe('/wh')
    await composer(ada).fill('')
  })

  it('that are not there, or not whole, stay where they are, with what to write', async () => {
    await ada.say('/mtue @grace')
    const alert = ada.page.locator('.command-trouble')
    await expect.poll(() => alert.textContent()).toContain('There is no command “/mtue”.')
    expect(await composer(ada).inputValue()).toBe('/mtue @grace')
    await alert.getByRole('button', { name: '/mute: use this instead' }).click()
    expect(await composer(ada).inputValue()).toBe('/mute @grace')
    await typed(ada, '/mute @grace 10')
    await ada.page.keyboard.press('Escape')
    await ada.page.keyboard.press('Enter')
    await expect.poll(() => alert.textContent()).toContain('“10” is no time')
    expect(await composer(ada).inputValue()).toBe('/mute @grace 10')
    await ada.say('/nothing like it')
    await alert.getByRole('button', { name: 'Send as a message' }).click()
    await grace.reads('/nothing like it')
    await ada.say('//shrug')
    await grace.reads('/shrug')
  })

  it('become messages, also ones that say what one does', async () => {
    await ada.say('/shrug who knows')
    await grace.reads('who knows ¯\\_(ツ)_/¯')
    await ada.say('/me waves')
    const action = grace.timeline.locator('.bubble-action')
    await expect.poll(() => action.textContent()).toBe('Ada waves')
  })

  it('need the connection when the server does them, and wait for it when they are said', async () => {
    await ada.context.setOffline(true)
    await ada.say('/who')
    const alert = ada.page.locator('.command-trouble')
    await expect.poll(() => alert.textContent()).toContain('/who needs the connection')
    expect(await composer(ada).inputValue()).toBe('/who')
    await ada.say('/me went under ground')
    expect(await grace.messages()).not.toContain('Ada went under ground')
    await ada.context.setOffline(false)
    await expect.poll(() => grace.messages()).toContain('Ada went under ground')
    await ada.say('/who')
    await expect.poll(() => note(ada).textContent()).toContain('here now')
  })

  it('lead elsewhere, and say there what is to be said', async () => {
    await ada.say('/create private #Study')
    await ada.page.getByRole('heading', { name: 'Study', level: 1 }).waitFor()
    await ada.say('/invite @grace')
    await expect.poll(() => note(ada).textContent()).toContain('is asked in')
    await grace.say('/join study')
    await grace.page.getByRole('heading', { name: 'Study', level: 1 }).waitFor()
    await ada.say('/msg @grace Between the two of us')
    await ada.reads('Between the two of us')
    await grace.say('/msg @ada')
    await grace.reads('Between the two of us')
  })

  it('explain themselves, and change how the page looks', async () => {
    await ada.say('/help shrug')
    const dialog = ada.page.getByRole('dialog')
    await dialog.getByText('Say something, and shrug.').waitFor()
    expect(await barriers(ada.page)).toEqual([])
    await dialog.getByRole('button', { name: /^\/shrug/ }).click()
    expect(await composer(ada).inputValue()).toBe('/shrug ')
    await ada.say('/theme dark')
    const theme = () => ada.page.locator('html').getAttribute('data-theme')
    await expect.poll(theme).toBe('dark')
  })

  it('are the page’s own, too: favourites, blocks, looking for something, leaving', async () => {
    await ada.say('/create Harbour')
    await ada.page.getByRole('heading', { name: 'Harbour', level: 1 }).waitFor()
    await ada.say('/favourite')
    await expect.poll(() => note(ada).textContent()).toContain('one of your favourites')
    await ada.say('/fav')
    await expect.poll(() => note(ada).textContent()).toContain('no favourite')
    await ada.say('/block @grace')
    await expect.poll(() => note(ada).textContent()).toContain('hear no more of @grace')
    await ada.say('/unblock @grace')
    await expect.poll(() => note(ada).textContent()).toContain('hear of @grace again')
    await ada.say('/block @nobody')
    const alert = ada.page.locator('.command-trouble')
    await expect.poll(() => alert.textContent()).toContain('is no username')
    await ada.say('/block @mallory')
    await expect.poll(() => alert.textContent()).toContain('Nobody is called @mallory')
    const room = ada.page.url()
    await ada.say('/search tides and currents')
    await ada.page.waitForURL(url => url.search === '?q=tides+and+currents')
    await ada.page.goto(room)
    await ada.say('/leave')
    await ada.page.waitForURL(url => url.pathname === '/')
  })

  it('are chosen by touch on a small screen', async () => {
    const context = await deployment().browser.newContext({
      baseURL: deployment().url,
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
      storageState: await ada.context.storageState(),
    })
    const page = await context.newPage()
    await page.goto(workshop)
    await page.locator('#composer').tap()
    await page.locator('#composer').pressSequentially('/wh')
    await page.getByRole('option', { name: /whois/ }).tap()
    expect(await page.locator('#composer').inputValue()).toBe('/whois ')
    await page.getByRole('option', { name: /@grace/ }).tap()
    expect(await page.locator('#composer').inputValue()).toBe('/whois @grace ')
    expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false)
    await page.getByRole('button', { name: 'Send', exact: true }).tap()
    await page.locator('.private-note').getByText('Grace (@grace)').waitFor()
    await context.close()
  })
})
