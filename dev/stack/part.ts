import { type ChildProcess, fork, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { errorLines } from './errors.ts'
import { ROOT } from './folder.ts'

export interface PartOptions {
  /** As people read it: "The Worker". */
  title: string
  /** A script for Node, and its arguments. */
  script: string
  args: readonly string[]
  env?: Readonly<Record<string, string>>
  /** Where its output goes. */
  log: string
  /** An address that answers as long as the part is of any use. */
  health?: string
  /** An address that does the minute's work of the Worker when it is asked. */
  cron?: string
}

const LEASH = fileURLToPath(new URL('./leash.ts', import.meta.url))

/** Milliseconds a part has to end by itself. */
const GRACE_MS = 5_000

/** One process of the stack, the head of a group of its own with all that it starts. */
export class Part {
  readonly process: ChildProcess
  readonly exited: Promise<unknown>

  /** @param say gets the lines that speak of errors. */
  constructor(options: PartOptions, say: (line: string) => void) {
    this.process = fork(options.script, options.args, {
      cwd: ROOT,
      env: { ...process.env, ...options.env },
      execArgv: ['--disable-warning=ExperimentalWarning', '--import', LEASH],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
    })
    this.exited = once(this.process, 'exit')
    mkdirSync(dirname(options.log), { recursive: true })
    const log = createWriteStream(options.log, { flags: 'a' })
    for (const output of [this.process.stdout, this.process.stderr])
      if (output !== null) follow(output, line => log.write(`${line}\n`), say)
  }

  /** Ends the process and everything it started; by force when it takes too long. */
  async end(): Promise<void> {
    this.#signal('SIGTERM')
    await Promise.race([this.exited, sleep(GRACE_MS, undefined, { ref: false })])
    // Also after a good end: what it started may not have noticed.
    this.#signal('SIGKILL')
    await this.exited
  }

  #signal(signal: NodeJS.Signals): void {
    const { pid } = this.process
    if (pid === undefined) return
    if (process.platform === 'win32') {
      spawnSync('taskkill', ['/pid', String(pid), '/t', '/f'])
      return
    }
    try {
      process.kill(-pid, signal)
    } catch {
      // The group is gone, which is what was wanted.
    }
  }
}

function follow(output: Readable, keep: (line: string) => void, say: (line: string) => void): void {
  const isError = errorLines()
  createInterface({ input: output }).on('line', line => {
    keep(line)
    if (isError(line)) say(line)
  })
}
