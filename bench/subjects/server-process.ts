import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'

const readySchema = z.object({ port: z.int() })

/** Milliseconds a server has to end by itself. */
const GRACE_MS = 5_000

/**
 * A server in a process of its own, the head of a group with all that it starts. Its script finds
 * its settings in SETTINGS, says `{port}` when it listens, and ends once its parent disconnects.
 */
export class ServerProcess {
  readonly pid: number
  readonly port: number
  readonly #child: ChildProcess
  readonly #exited: Promise<unknown>

  private constructor(child: ChildProcess, exited: Promise<unknown>, pid: number, port: number) {
    this.#child = child
    this.#exited = exited
    this.pid = pid
    this.port = port
  }

  static async start(script: string, settings: object = {}): Promise<ServerProcess> {
    const child = fork(script, {
      detached: true,
      // As it would be deployed: Express for one does less then.
      env: { ...process.env, SETTINGS: JSON.stringify(settings), NODE_ENV: 'production' },
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    const exited = once(child, 'exit')
    const [first] = await Promise.race([once(child, 'message'), exited.then(() => [])])
    const ready = readySchema.safeParse(first).data
    if (ready === undefined || child.pid === undefined)
      throw new Error(`${script} ended before it listened`)
    return new ServerProcess(child, exited, child.pid, ready.port)
  }

  /** The processes it started, by the name of their program; none where there is no /proc. */
  async children(program: string): Promise<number[]> {
    const ids = await textOf(`/proc/${this.pid}/task/${this.pid}/children`)
    const found: number[] = []
    for (const id of ids.split(' ').filter(Boolean))
      if ((await textOf(`/proc/${id}/comm`)).trim() === program) found.push(Number(id))
    return found
  }

  async close(): Promise<void> {
    if (this.#child.connected) this.#child.disconnect()
    await Promise.race([this.#exited, sleep(GRACE_MS, undefined, { ref: false })])
    try {
      // Also after a good end: what it started may not have noticed.
      process.kill(-this.pid, 'SIGKILL')
    } catch {
      // Nobody is left of the group.
    }
    await this.#exited
  }
}

function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '')
}
