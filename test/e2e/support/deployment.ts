import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { openBrowser } from '../../support/browser.ts'
import { Guest } from '../../support/guest.ts'
import { type Command, Stack } from '../../support/stack.ts'

/**
 * A deployment for the tests of one description, with data of its own and a browser for whoever
 * comes; the very first account is its admin. @returns what hands it out once it stands
 */
export function aDeployment(command: Command = 'start'): () => Deployment {
  let deployment: Deployment | undefined
  beforeAll(async () => {
    deployment = await Deployment.start(command)
  })
  afterAll(() => deployment?.end())
  return () => {
    if (deployment === undefined) throw new Error('the deployment does not stand yet')
    return deployment
  }
}

export class Deployment {
  readonly browser: Browser
  readonly #command: Command
  readonly #folder: string
  #stack: Stack

  private constructor(browser: Browser, command: Command, folder: string, stack: Stack) {
    this.browser = browser
    this.#command = command
    this.#folder = folder
    this.#stack = stack
  }

  static async start(command: Command): Promise<Deployment> {
    const folder = await mkdtemp(join(tmpdir(), 'alcove-e2e-'))
    const browser = await openBrowser()
    return new Deployment(browser, command, folder, await Stack.start(command, folder))
  }

  get url(): string {
    return this.#stack.url
  }

  /** Somebody comes for the first time. */
  async arrive(name: string): Promise<Guest> {
    return await Guest.arrive(this.browser, this.url, name)
  }

  /** Somebody who has an account comes with another browser. */
  async signIn(name: string): Promise<Guest> {
    return await Guest.signIn(this.browser, this.url, name)
  }

  /** Ada opens the Workshop, and Grace joins her there. */
  async workshop(): Promise<[ada: Guest, grace: Guest]> {
    const ada = await this.arrive('Ada')
    const grace = await this.arrive('Grace')
    await ada.createRoom('Workshop')
    await grace.join('Workshop')
    return [ada, grace]
  }

  /** Everything of it that runs, by process id, with its command line. */
  processes(): Map<number, string> {
    return this.#stack.processes()
  }

  /** Ends, and starts again over the same data, at the same address. */
  async restart(): Promise<void> {
    const { port } = new URL(this.url)
    await this.#stack.end()
    this.#stack = await Stack.start(this.#command, this.#folder, '--port', port)
  }

  async end(): Promise<void> {
    await this.browser.close()
    await this.#stack.end()
    await rm(this.#folder, { recursive: true, force: true })
  }
}
