import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const ROOT = join(import.meta.dirname, '..', '..')
const END_PATIENCE_MS = 30_000

/** The whole of Alcove, started as a person would, with a folder of its own for its data. */
export class Stack {
  readonly url: string
  readonly #process: ChildProcess

  private constructor(url: string, process: ChildProcess) {
    this.url = url
    this.#process = process
  }

  /**
   * @param command as in `npm run <command>`
   * @throws Error with what was said when it does not become ready
   */
  static async start(
    command: 'dev' | 'start',
    folder: string,
    ...options: string[]
  ): Promise<Stack> {
    const child = spawn('npm', ['run', command, '--', ...options], {
      cwd: ROOT,
      env: { ...process.env, ALCOVE_FOLDER: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      shell: process.platform === 'win32',
    })
    const said: string[] = []
    child.stderr.on('data', data => said.push(String(data)))
    const ended = once(child, 'exit').then(() => {
      throw new Error(`npm run ${command} ended: ${said.join('')}`)
    })
    const url = await Promise.race([readyLine(child), ended])
    return new Stack(url, child)
  }

  /** Ends it as Ctrl-C would, and waits until it has. */
  async end(): Promise<void> {
    const { pid } = this.#process
    if (pid === undefined || this.#process.exitCode !== null) return
    const exit = once(this.#process, 'exit')
    process.kill(-pid, 'SIGINT')
    const patience = setTimeout(() => process.kill(-pid, 'SIGKILL'), END_PATIENCE_MS)
    await exit
    clearTimeout(patience)
  }
}

async function readyLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('no output')
  for await (const line of createInterface(child.stdout)) {
    const ready = /^ready (http:\S+)$/.exec(line)?.[1]
    if (ready !== undefined) {
      child.stdout.resume()
      return ready
    }
  }
  throw new Error('no ready line')
}
