import { type ChildProcess, execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..', '..')
const SCRIPT = join(ROOT, 'dist', 'worker', 'index.js')

/** Builds the Worker as a deployment would. */
export function buildWorker(): void {
  execFileSync('wrangler', ['deploy', '--dry-run', '--outdir', 'dist/worker', '--env', ''], {
    cwd: ROOT,
    stdio: 'pipe',
    env: { ...process.env, CLOUDFLARE_CF_FETCH_ENABLED: 'false', WRANGLER_SEND_METRICS: 'false' },
  })
}

/** The built Worker in a runtime that can be killed and started again on the same storage. */
export class Runtime {
  readonly url: string
  readonly #settings: string
  #child: ChildProcess | undefined

  private constructor(port: number, data: string, variables: Record<string, string>) {
    this.url = `http://127.0.0.1:${port}`
    this.#settings = JSON.stringify({ script: SCRIPT, port, data, variables })
  }

  /** @param data the folder that holds the objects' storage */
  static async start(data: string, variables: Record<string, string>): Promise<Runtime> {
    const runtime = new Runtime(await freePort(), data, variables)
    await runtime.start()
    return runtime
  }

  async start(): Promise<void> {
    // A group of its own, so that a kill takes workerd along.
    const child = fork(join(import.meta.dirname, 'runtime-process.ts'), {
      detached: true,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, RUNTIME: this.#settings, CLOUDFLARE_CF_FETCH_ENABLED: 'false' },
    })
    this.#child = child
    await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(() => Promise.reject(new Error('the runtime did not start'))),
    ])
  }

  /** Power off: no goodbye, no flush. */
  async kill(): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (child?.pid === undefined || child.exitCode !== null) return
    const exit = once(child, 'exit')
    process.kill(-child.pid, 'SIGKILL')
    await exit
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
