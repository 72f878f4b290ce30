import { readFile } from 'node:fs/promises'
import { URI } from 'otpauth'
import type { Route } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { CHROMIUM } from '../support/browser.ts'
import type { Guest } from '../support/guest.ts'
import { barriers } from '../support/page-check.ts'
import { aDeployment } from './support/deployment.ts'

/** As the server answers who has not shown who they are for some minutes. */
async function answerUnconfirmed(route: Route): Promise<void> {
  const problem = { type: 'urn:alcove:problem:confirmation_needed', title: '', status: 403 }
  await route.fulfill({ status: 403, json: { ...problem, code: 'confirmation_needed' } })
}

// One person and their settings, on the built page with its policy. Whoever comes first is an admin.
describe.skipIf(CHROMIUM === undefined)('settings', () => {
  const deployment = aDeployment()
  let ada: Guest

  beforeAll(async () => {
    ada = await deployment().arrive('Ada')
    await ada.createRoom('Workshop')
  })

  it('tells everybody a new name at once, and leads back to the room', async () => {
    const grace = await deployment().arrive('Grace')
    await grace.join('Workshop')
    await grace.people.getByText('Ada', { exact: true }).waitFor()

    await ada.page.getByRole('link', { name: 'Settings' }).click()
    await ada.page.getByLabel('Display name').fill('admin')
    await ada.press('Save')
    await ada.page.getByText('names like “admin”').waitFor()
    expect(await ada.focus.getAttribute('name')).toBe('displayName')

    await ada.page.getByLabel('Display name').fill('Countess Ada')
    await ada.page.getByLabel('Status').fill('Counting')
    await ada.press('Save')
    await ada.page.getByText('Saved').waitFor()
    await grace.people.getByText('Countess Ada').waitFor()

    await ada.page.getByRole('link', { name: 'Back to the chat' }).click()
    await ada.page.getByRole('heading', { name: 'Workshop', level: 1 }).waitFor()
    await ada.people.getByText('Countess Ada').waitFor()
    await grace.context.close()
  })

  it('guards an account with an app, once its owner has shown who they are', async () => {
    const { page } = ada
    await page.goto('/settings/security')
    // A session that is some minutes old, without waiting for it to become so.
    await page.route('**/api/account/totp', answerUnconfirmed, { times: 1 })
    await ada.press('Set up an app')
    await page.getByLabel('Your password').fill('not this one')
    await page.keyboard.press('Enter')
    await page.getByText('This is not your password.').waitFor()
    await page.getByLabel('Your password').fill('the password of Ada')
    await page.keyboard.press('Enter')

    const uri = await page.getByRole('link', { name: 'Open in an app' }).getAttribute('href')
    await page.getByLabel('Code in the app').fill('000000')
    await ada.press('Confirm')
    await page.getByText('This code is wrong').waitFor()
    await page.getByLabel('Code in the app').fill(URI.parse(uri ?? '').generate())
    await ada.press('Confirm')
    await page.getByRole('dialog', { name: 'Keep these codes' }).waitFor()
    expect(await page.getByRole('dialog').getByRole('listitem').count()).toBe(10)
    expect(await barriers(page)).toEqual([])
    // On paper they are dark on light, whatever the screen is.
    await page.emulateMedia({ media: 'print' })
    await page.evaluate("document.documentElement.dataset.theme = 'dark'")
    await page.getByText(`Recovery codes for ${new URL(deployment().url).host}`).waitFor()
    const scheme = await page.evaluate('getComputedStyle(document.documentElement).colorScheme')
    expect(scheme).toBe('light')
    await page.evaluate('delete document.documentElement.dataset.theme')
    await page.emulateMedia({ media: null })
    // They are not shown again: no key takes them away by accident.
    await page.keyboard.press('Escape')
    const devices = page.waitForResponse('**/api/devices')
    await ada.press('I have kept them')
    await page.getByText('Your app is set up').waitFor()
    await page.getByText('10 of 10 left').waitFor()
    // There is nowhere else to be signed out.
    expect(await (await devices).json()).toMatchObject({ devices: [{ isCurrent: true }] })
    expect(await page.getByText('Signed in elsewhere?').count()).toBe(0)
  })

  it('adds, renames and removes a passkey', async () => {
    const { page } = ada
    const devtools = await ada.context.newCDPSession(page)
    await devtools.send('WebAuthn.enable')
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    await page.goto('/settings/security')
    await ada.press('Add a passkey')
    await page.getByLabel('Name', { exact: true }).fill('Blue key')
    await ada.press('Go on')
    await page.getByText('Added', { exact: true }).waitFor()

    await ada.press('Rename Blue key')
    await page.getByLabel('Name', { exact: true }).fill('Green key')
    await ada.press('Rename')
    await page.getByRole('button', { name: 'Remove Green key' }).waitFor()

    await ada.press('Remove Green key')
    await ada.press('Remove')
    await page.getByText('Removed', { exact: true }).waitFor()
    await page.getByText('You have none yet.').waitFor()
    expect(await ada.focus.textContent()).toBe('Passkeys')
  })

  it('signs out another browser, which leaves at once', async () => {
    const { page } = ada
    await page.goto('/settings/security')
    await ada.press('Remove the app')
    await ada.press('Remove')
    await page.getByText('The app is removed').waitFor()

    const other = await deployment().signIn('Ada')
    await other.page.getByRole('link', { name: /Workshop/ }).click()
    await other.page.locator('#composer').waitFor()
    await page.goto('/settings/devices')
    await page.getByText('This device').waitFor()
    await page.getByRole('button', { name: /^Sign out Chrome/ }).click()
    await page.getByText('is signed out').waitFor()
    await other.page.getByRole('heading', { name: 'Welcome back' }).waitFor()
    await page.getByText('You are signed in nowhere else.').waitFor()
    await other.context.close()
  })

  it('offers to sign out the other browsers once what guards the account has changed', async () => {
    const { page } = ada
    const others: Guest[] = []
    for (let nth = 0; nth < 2; nth++) others.push(await deployment().signIn('Ada'))
    for (const other of others) {
      await other.page.getByRole('link', { name: /Workshop/ }).click()
      await other.page.locator('#composer').waitFor()
    }
    await page.goto('/settings/security')
    await ada.press('Add a passkey')
    await ada.press('Go on')
    await ada.press('I have kept them')
    await page.getByText('2 other devices are still signed in from before this change.').waitFor()
    expect(await barriers(page)).toEqual([])

    await ada.press('Sign out the other devices')
    const sure = page.getByRole('dialog', { name: 'Sign out all others?' })
    await sure.getByRole('button', { name: 'Sign out' }).click()
    await page.getByText('2 other devices are signed out.').waitFor()
    await page.getByText('Signed in elsewhere?').waitFor({ state: 'detached' })
    expect(await ada.focus.getAttribute('class')).toContain('elsewhere')
    for (const other of others) {
      await other.page.getByRole('heading', { name: 'Welcome back' }).waitFor()
      await other.context.close()
    }

    await page.getByRole('button', { name: /^Remove / }).click()
    await ada.press('Remove')
    await page.getByText('You have none yet.').waitFor()
  })

  it('makes a token for a program, and revokes it', async () => {
    const { page } = ada
    await page.goto('/settings/programs')
    await ada.press('New token')
    await ada.press('Make token')
    await page.getByText('Choose at least one').waitFor()
    expect(await ada.focus.getAttribute('name')).toBe('name')
    await page.getByLabel('Name of the program').fill('Tide bell')
    await page.getByLabel('See your rooms').check()
    await ada.press('Make token')
    const token = await page.getByLabel('Token', { exact: true }).inputValue()
    await ada.press('I have it')

    const ask = async () => {
      const headers = { authorization: `Bearer ${token}` }
      return (await fetch(`${deployment().url}/api/rooms`, { headers })).status
    }
    expect(await ask()).toBe(200)
    await ada.press('Revoke Tide bell')
    await ada.press('Revoke')
    await page.getByText('No program can act for you.').waitFor()
    expect(await ask()).toBe(401)
  })

  it('invites somebody, who then is among the people', async () => {
    const { page } = ada
    await page.goto('/admin/invitations')
    await ada.press('Invite somebody')
    await page.getByLabel('Note').fill('The lighthouse')
    await ada.press('Make the link')
    const link = await page.getByLabel('Link of the invitation').inputValue()
    expect(new URL(link).hash).toMatch(/^#invitation=./)
    await ada.press('I have it')
    await page.getByText('0 of 1 used').waitFor()

    await page.goto('/admin/people')
    await ada.press('Manage Grace')
    await ada.press('Make admin')
    await ada.press('Make admin')
    await page.getByText('Grace is an admin now').waitFor()
  })

  it('is open to everybody on every page, and keeps to its policy', async () => {
    const { page } = ada
    const names = ['profile', 'security', 'devices', 'programs', 'activity', 'account']
    for (const name of names) {
      await page.goto(`/settings/${name}`)
      await page.locator('.card-inside').first().waitFor()
      await page.locator('.loading').waitFor({ state: 'detached' })
      expect(await barriers(page), name).toEqual([])
    }
    expect(await page.title()).toBe('Account · Alcove')
    expect(ada.breaches).toEqual([])
  })

  it('hands over what is kept, and deletes the account', async () => {
    const { page } = ada
    await page.goto('/settings/account')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      ada.press('Export my data'),
    ])
    const file = await readFile(await download.path(), 'utf8')
    expect(JSON.parse(file)).toMatchObject({ account: { username: 'ada' } })

    await ada.press('Delete my account')
    await ada.press('Delete for good')
    await page.getByText('This is not your username').waitFor()
    await page.getByLabel('Type ada to go on').fill('ada')
    await ada.press('Delete for good')
    await ada.press('Goodbye')
    await page.getByRole('heading', { name: 'Welcome back' }).waitFor()
    expect(ada.breaches).toEqual([])
  })
})
