import { URI } from 'otpauth'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  invitationCreatedSchema,
  recoveryCodesSchema,
  totpSetupSchema,
} from '../../protocol/rest.ts'
import { withTurnstile } from '../../web/headers.ts'
import { CHROMIUM } from '../support/browser.ts'
import { barriers, policyBreaches } from '../support/page-check.ts'
import { aDeployment } from './support/deployment.ts'

const PASSWORD = 'tide pools and lanterns'

// The pages before one is signed in, as built and with their policy, from the first account on.
describe.skipIf(CHROMIUM === undefined)('the door', () => {
  const deployment = aDeployment()
  let ada: Page
  const breaches: (readonly string[])[] = []
  const errors: string[] = []

  beforeAll(async () => {
    ada = await arrive()
  })

  /** A new browser; what it has to object to the page is noted. */
  async function arrive(): Promise<Page> {
    const context = await deployment().browser.newContext({ baseURL: deployment().url })
    context.setDefaultTimeout(60_000)
    breaches.push(await policyBreaches(context))
    const page = await context.newPage()
    page.on('pageerror', error => errors.push(error.message))
    return page
  }

  it('makes whoever comes first an admin, and says beside each field what is wrong', async () => {
    await ada.goto('/register')
    await ada.getByText('Yours will be the admin of this place.').waitFor()
    await press(ada, 'Create account')
    await ada.getByText('Choose a username.', { exact: true }).waitFor()
    expect(await focused(ada)).toBe('username')
    const told = ada.getByRole('status').filter({ hasText: 'Username: Choose a username.' })
    expect(await told.textContent()).toContain('Password: Choose a password.')
    expect(await barriers(ada)).toEqual([])

    await ada.getByLabel('Username').fill('ada')
    await ada.getByLabel('Display name').fill('Ada Lovelace')
    await ada.getByLabel('Password', { exact: true }).fill('lovelace12')
    await ada.getByText('Your own names are tried first.').waitFor()
    expect(await strength(ada)).toBe('1 of 4: Guessed within minutes')
    await press(ada, 'Create account')
    await ada.getByText('This one is easily guessed').first().waitFor()
    expect(await focused(ada)).toBe('password')

    await ada.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await expect.poll(() => strength(ada)).toMatch(/^4 of 4/)
    expect(await barriers(ada)).toEqual([])
    await press(ada, 'Create account')
    await isIn(ada)
    expect(await call(ada, 'GET', '/api/auth/me')).toMatchObject({ account: { role: 'admin' } })
  })

  it('greets who was invited, and shows no form to whom it would refuse', async () => {
    const made = await call(ada, 'POST', '/api/invitations', {})
    const link = `/register#invitation=${invitationCreatedSchema.parse(made).token}`
    const grace = await arrive()
    await grace.goto(link)
    await grace.getByRole('heading', { name: 'Ada Lovelace invites you' }).waitFor()
    await grace.getByLabel('Username').fill('Ada')
    await grace.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await press(grace, 'Create account')
    await grace.getByText('is taken').first().waitFor()
    expect(await focused(grace)).toBe('username')
    await grace.getByLabel('Username').fill('grace')
    await press(grace, 'Create account')
    await isIn(grace)

    const late = await arrive()
    await late.route('**/api/deployment', async route => {
      const response = await route.fetch()
      await route.fulfill({ json: { ...(await response.json()), registration: 'invited' } })
    })
    await late.goto(link)
    await late.getByRole('heading', { name: 'This invitation is over' }).waitFor()
    await late.goto('/sign-in')
    await late.getByRole('link', { name: 'Create an account' }).click()
    await late.getByRole('heading', { name: 'By invitation' }).waitFor()
    expect(await late.getByRole('textbox').count()).toBe(0)
    expect(await barriers(late)).toEqual([])
  })

  it('asks for a code after the password, or for a recovery code', async () => {
    const { uri } = totpSetupSchema.parse(await call(ada, 'POST', '/api/account/totp'))
    const app = URI.parse(uri)
    const code = app.generate()
    const confirmed = await call(ada, 'POST', '/api/account/totp/confirm', { code })
    const [recoveryCode = ''] = recoveryCodesSchema.parse(confirmed).recoveryCodes ?? []

    await signOut(ada)
    await giveNameAndPassword(ada)
    await ada.getByRole('heading', { name: 'One more step' }).waitFor()
    expect(await focused(ada)).toBe('code')
    // Used for the setup, and good for nothing else any more.
    await ada.getByLabel('Code').fill(code)
    await press(ada, 'Sign in')
    await ada.getByText('This code is wrong').first().waitFor()
    expect(await focused(ada)).toBe('code')
    expect(await barriers(ada)).toEqual([])
    const next = app.generate({ timestamp: Date.now() + 30_000 })
    await ada.getByLabel('Code').fill(`${next.slice(0, 3)} ${next.slice(3)}`)
    await ada.keyboard.press('Enter')
    await isIn(ada)

    await signOut(ada)
    await giveNameAndPassword(ada)
    await press(ada, 'Use a recovery code')
    await ada.getByLabel('Recovery code').fill(recoveryCode)
    await ada.keyboard.press('Enter')
    await isIn(ada)
  })

  it('takes a passkey for both steps, offered or asked for, and beside a password', async () => {
    const finger = await giveAuthenticator(ada)
    await addPasskey(ada)
    // Offered among the names, it is taken at once by a finger that is always there.
    const taken = ada.waitForResponse('**/api/auth/passkey')
    await press(ada, 'Sign out')
    await taken
    await isIn(ada)

    await finger('lifted')
    await signOut(ada)
    await press(ada, 'Sign in with a passkey')
    await finger('there')
    await isIn(ada)

    await finger('lifted')
    await signOut(ada)
    await giveNameAndPassword(ada)
    await press(ada, 'Use a passkey')
    await finger('there')
    await isIn(ada)
  })

  it('shows the check for robots where a deployment has one', async () => {
    const page = await arrive()
    const sent: unknown[] = []
    await askForCheck(page)
    await page.route('**/api/auth/login', async route => {
      sent.push(route.request().postDataJSON())
      await route.continue()
    })
    await page.goto('/sign-in')
    await page.getByRole('group', { name: 'Check for robots' }).getByText('Round 1').waitFor()
    await page.getByLabel('Username').fill('grace')
    await page.getByLabel('Password', { exact: true }).fill('not the password')
    await press(page, 'Sign in')
    await page.getByText('The name or the password is wrong.').waitFor()
    // A proof is good for one attempt.
    await page.getByText('Round 2').waitFor()
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await press(page, 'Sign in')
    await isIn(page)
    expect(sent).toMatchObject([{ turnstile: 'login 1' }, { turnstile: 'login 2' }])
  })

  it('has met no policy and no error on the way', () => {
    expect(breaches.flat()).toEqual([])
    expect(errors).toEqual([])
  })
})

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click()
}

async function isIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New room' }).first().waitFor()
}

async function signOut(page: Page): Promise<void> {
  await press(page, 'Sign out')
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor()
}

async function giveNameAndPassword(page: Page): Promise<void> {
  await page.getByLabel('Username').fill('ada')
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await press(page, 'Sign in')
}

/** The name of the field that the keyboard is in. */
async function focused(page: Page): Promise<unknown> {
  return await page.locator('css=:focus').getAttribute('name')
}

async function strength(page: Page): Promise<string | null> {
  return await page.getByRole('meter').getAttribute('aria-valuetext')
}

/** What the server answers this browser. */
async function call(page: Page, method: string, path: string, data?: unknown): Promise<unknown> {
  const cookies = await page.context().cookies()
  const csrf = cookies.find(({ name }) => name === 'csrf')?.value ?? ''
  const headers = { origin: new URL(page.url()).origin, 'x-csrf-token': csrf }
  const response = await page.request.fetch(path, { method, headers, data })
  return await response.json()
}

/** What a device has built in for passkeys. @returns what says whether a finger is on it */
async function giveAuthenticator(page: Page) {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return async (finger: 'there' | 'lifted') => {
    const enabled = finger === 'there'
    await devtools.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled })
  }
}

async function addPasskey(page: Page): Promise<void> {
  await page.goto('/settings/security')
  await press(page, 'Add a passkey')
  await page.getByLabel('Name', { exact: true }).fill('Blue key')
  await press(page, 'Go on')
  await page.getByText('Added', { exact: true }).waitFor()
  await page.goto('/')
}

/** A deployment with the check: its headers, its rules, and in place of Cloudflare's script this one. */
async function askForCheck(page: Page): Promise<void> {
  await page.route('**/sign-in', async route => {
    const response = await route.fetch()
    const headers = response.headers()
    const policy = `Content-Security-Policy: ${headers['content-security-policy']}`
    const [, wider = ''] = withTurnstile(policy).split(': ')
    await route.fulfill({ response, headers: { ...headers, 'content-security-policy': wider } })
  })
  await page.route('**/api/deployment', async route => {
    const response = await route.fetch()
    await route.fulfill({ json: { ...(await response.json()), turnstileSiteKey: 'a key' } })
  })
  await page.route('https://challenges.cloudflare.com/**', async route => {
    const isScript = route.request().resourceType() === 'script'
    const script = { contentType: 'text/javascript', body: WIDGET }
    await route.fulfill(isScript ? script : { contentType: 'text/html', body: 'A frame.' })
  })
}

/** Passed at once, and tells which it is. */
const WIDGET = `
  let round = 0
  globalThis.turnstile = {
    render(place, { action, callback }) {
      round++
      const frame = document.createElement('iframe')
      frame.src = 'https://challenges.cloudflare.com/frame'
      place.replaceChildren('Round ' + round, frame)
      callback(action + ' ' + round)
      return String(round)
    },
    remove() {},
  }`
