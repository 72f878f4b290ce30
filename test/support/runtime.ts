import { type ChildProcess, execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { basename, join } from 'node:path'

const ROOT = join(import.meta.dirname, '..', '..')
const SCRIPT = join(ROOT, 'dist', 'worker', 'index.js')

/**
 * Builds the Worker as a deployment would.
 * @param entry another entry than the deployment's, built beside it
 * @returns the script
 */
export function buildWorker(entry?: { path: string; name: string }): string {
  const folder = `dist/${entry?.name ?? 'worker'}`
  const options = ['--dry-run', '--outdir', folder, '--env', '']
  execFileSync('wrangler', ['deploy', ...(entry ? [entry.path] : []), ...options], {
    cwd: ROOT,
    stdio: 'pipe',
    env: { ...process.env, CLOUDFLARE_CF_FETCH_ENABLED: 'false', WRANGLER_SEND_METRICS: 'false' },
  })
  return join(ROOT, folder, entry === undefined ? 'index.js' : `${basename(entry.path, '.ts')}.js`)
}

interface Settings {
  script: string
  port: number
  inspectorPort?: number
  data: string
  variables: Record<string, string>
}

/** The built Worker in a runtime that can be killed and started again on the same storage. */
export class Runtime {
  readonly url: string
  readonly #settings: string
  #child: ChildProcess | undefined

  private constructor(settings: Settings) {
    this.url = `http://127.0.0.1:${settings.port}`
    this.#settings = JSON.stringify(settings)
  }

  /**
   * @param data the folder that holds the objects' storage
   * @param script inside this repository, where the runtime finds it
   * @param inspectorPort where its inspector listens, if anybody wants to look
   */
  static async start(
    data: string,
    variables: Record<string, string>,
    script = SCRIPT,
    inspectorPort?: number,
  ): Promise<Runtime> {
    const inspector = inspectorPort === undefined ? {} : { inspectorPort }
    const runtime = new Runtime({ script, port: await freePort(), data, variables, ...inspector })
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

  /** The minute's work, now. */
  async cron(): Promise<void> {
    const child = this.#child
    if (child === undefined) return
    const done = new AbortController()
    const { signal } = done
    child.send('cron')
    const ends = [once(child, 'message', { signal }), once(child, 'exit', { signal })]
    await Promise.race(ends)
    // The other one is not waited for any more.
    for (const end of ends) end.catch(() => {})
    done.abort()
  }

  /** Bytes of memory that workerd holds, and which process that is; undefined without one. */
  async memory(): Promise<{ pid: number; bytes: number } | undefined> {
    const pid = this.#child?.pid
    if (pid === undefined) return undefined
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')
    const workerd = children.split(' ')[0]
    const status = await readFile(`/proc/${workerd}/status`, 'utf8').catch(() => '')
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]
    if (kilobytes === undefined) return undefined
    return { pid: Number(workerd), bytes: Number(kilobytes) * 1_024 }
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
