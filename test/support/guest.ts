import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { policyBreaches } from './page-check.ts'

/** A person at a browser of their own. */
export class Guest {
  readonly page: Page
  readonly context: BrowserContext
  readonly name: string
  /** What the pages of this browser have done that their policy forbids. */
  readonly breaches: readonly string[]

  private constructor(page: Page, name: string, breaches: readonly string[]) {
    this.page = page
    this.context = page.context()
    this.name = name
    this.breaches = breaches
  }

  /** Arrives at the site for the first time and registers. */
  static async arrive(browser: Browser, url: string, name: string): Promise<Guest> {
    const context = await browser.newContext({
      baseURL: url,
      viewport: { width: 1280, height: 800 },
    })
    const breaches = await policyBreaches(context)
    const page = await context.newPage()
    await page.goto('/register')
    await page.getByLabel('Username').fill(name.toLowerCase())
    await page.getByLabel('Display name').fill(name)
    await page.getByLabel('Password', { exact: true }).fill(`the password of ${name}`)
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByRole('button', { name: 'New room' }).first().waitFor()
    return new Guest(page, name, breaches)
  }

  /** Signs in at another browser, with an account that is there already. */
  static async signIn(browser: Browser, url: string, name: string): Promise<Guest> {
    const context = await browser.newContext({ baseURL: url })
    const breaches = await policyBreaches(context)
    const page = await context.newPage()
    await page.goto('/sign-in')
    await page.getByLabel('Username').fill(name.toLowerCase())
    await page.getByLabel('Password', { exact: true }).fill(`the password of ${name}`)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('button', { name: 'New room' }).first().waitFor()
    return new Guest(page, name, breaches)
  }

  /** Presses the button of that name; in a dialog, when one is open. */
  async press(name: string): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).click()
  }

  async createRoom(name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'New room' }).first().click()
    await this.page.getByLabel('Name', { exact: true }).fill(name)
    await this.page.getByRole('button', { name: 'Create room' }).click()
    await this.page.getByRole('heading', { name, level: 1 }).waitFor()
  }

  async join(name: string): Promise<void> {
    await this.page.goto('/')
    await this.page.getByRole('link', { name: new RegExp(name) }).click()
    await this.page.getByRole('button', { name: /join/i }).click()
    await this.page.locator('#composer').waitFor()
  }

  /** Opens what there is to know and to do about the room. */
  async openAbout(): Promise<void> {
    await this.press('More about this room')
    await this.press('About and settings')
  }

  /** Chooses what to do with somebody of the room, in the list of people. */
  async choose(person: string, deed: string): Promise<void> {
    await this.people.getByRole('button', { name: new RegExp(person) }).click()
    await this.page.getByRole('dialog').getByRole('button', { name: deed }).click()
  }

  /** Chooses what to do with a message. */
  async chooseOf(body: string, deed: string): Promise<void> {
    const message = this.timeline.locator('.message').filter({ hasText: body })
    await message.hover()
    await message.getByRole('button', { name: 'What to do with this message' }).click()
    const menu = this.page.getByRole('dialog', { name: 'This message' })
    await menu.getByRole('button', { name: deed, exact: true }).click()
  }

  async say(body: string): Promise<void> {
    await this.page.locator('#composer').fill(body)
    await this.page.locator('#composer').press('Enter')
  }

  /** Waits until a message can be read. */
  async reads(body: string): Promise<void> {
    await this.timeline.getByText(body, { exact: true }).waitFor()
  }

  /** What the server answers this browser. */
  async get(path: string): Promise<unknown> {
    return await this.page.evaluate(async at => (await fetch(at)).json(), path)
  }

  /** The bodies of the messages in the timeline, oldest first. */
  async messages(): Promise<string[]> {
    return await this.timeline.locator('.bubble').allTextContents()
  }

  /** What the keyboard is on. */
  get focus(): Locator {
    return this.page.locator(':focus')
  }

  get timeline(): Locator {
    return this.page.getByRole('log')
  }

  get people(): Locator {
    return this.page.getByRole('complementary', { name: 'People' })
  }
}
