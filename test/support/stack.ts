import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { platformEnv } from './servers.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const END_PATIENCE_MS = 30_000

export type Command = 'dev' | 'start'

/** The whole of Alcove, started as a person would, with a folder of its own for its data. */
export class Stack {
  readonly url: string
  readonly #process: ChildProcess
  readonly #said: readonly string[]

  private constructor(url: string, process: ChildProcess, said: readonly string[]) {
    this.url = url
    this.#process = process
    this.#said = said
  }

  /**
   * @param command as in `npm run <command>`
   * @throws Error with what was said when it does not become ready
   */
  static async start(command: Command, folder: string, ...options: string[]): Promise<Stack> {
    const child = launch(command, folder, options)
    const said = remarks(child)
    const ended = once(child, 'exit').then(() => {
      throw new Error(`npm run ${command} ended: ${said.join('')}`)
    })
    const url = await Promise.race([readyLine(child), ended])
    return new Stack(url, child, said)
  }

  /** Starts one that is expected not to start. @returns what it said, and its exit code */
  static async refused(
    command: Command,
    folder: string,
    options: string[] = [],
    variables: Record<string, string> = {},
  ): Promise<{ said: string; code: unknown }> {
    const child = launch(command, folder, options, variables)
    const said = remarks(child)
    const [code] = await once(child, 'close')
    return { said: said.join(''), code }
  }

  /** What it has told the person so far, beside the ready line. */
  get said(): string {
    return this.#said.join('')
  }

  /** Every process it has started, by id, with its command line. */
  processes(): Map<number, string> {
    const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
      .split('\n')
      .map(row => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row)?.slice(1) ?? [])
    const found = new Map<number, string>()
    const add = (parent: number) => {
      for (const [pid, ppid, args] of rows) {
        if (Number(ppid) !== parent) continue
        found.set(Number(pid), args ?? '')
        add(Number(pid))
      }
    }
    add(this.#process.pid ?? -1)
    return found
  }

  /** Ends it as Ctrl-C would, and waits until it has. */
  async end(): Promise<void> {
    const { pid, exitCode, signalCode } = this.#process
    if (pid === undefined || exitCode !== null || signalCode !== null) return
    const exit = once(this.#process, 'exit')
    process.kill(-pid, 'SIGINT')
    const patience = setTimeout(() => process.kill(-pid, 'SIGKILL'), END_PATIENCE_MS)
    await exit
    clearTimeout(patience)
  }
}

function launch(
  command: Command,
  folder: string,
  options: string[],
  variables: Record<string, string> = {},
): ChildProcess {
  return spawn('npm', ['run', command, '--', ...options], {
    cwd: ROOT,
    env: platformEnv({ ...variables, ALCOVE_FOLDER: folder }),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
}

function remarks(child: ChildProcess): string[] {
  const said: string[] = []
  child.stderr?.on('data', data => said.push(String(data)))
  return said
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
