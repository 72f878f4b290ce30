import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import type { Account } from './account.ts'

export interface KeptServerOptions {
  command: string
  args: readonly string[]
  /** All that the server writes is in it; removed when the server has ended. */
  folder: string
  account?: Account | undefined
  /** Asks the server something; rejects as long as it does not answer. */
  ask: () => Promise<unknown>
}

export interface KeptServer {
  pid: number
  close(): Promise<void>
}

const startedSchema = z.object({ pid: z.int() })

const READY_MS = 30_000
const PAUSE_MS = 50

/** Starts a database in the care of a keeper, so that it ends with us however we end. */
export async function startKeptServer(options: KeptServerOptions): Promise<KeptServer> {
  const { ask, ...settings } = options
  // A group of its own: an interrupt from the keyboard is for us, and the keeper follows.
  const keeper = fork(join(import.meta.dirname, 'keeper.ts'), {
    detached: true,
    env: { ...process.env, KEEPER: JSON.stringify(settings) },
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const exited = once(keeper, 'exit')
  const [first] = await Promise.race([once(keeper, 'message'), exited.then(() => [])])
  const close = async () => {
    if (keeper.connected) keeper.disconnect()
    await exited
  }
  const started = startedSchema.safeParse(first).data
  const isAlive = () => keeper.exitCode === null
  if (started === undefined || !(await answers(ask, isAlive))) {
    await close()
    throw new Error(`${options.command} did not start`)
  }
  return { pid: started.pid, close }
}

async function answers(ask: () => Promise<unknown>, isAlive: () => boolean): Promise<boolean> {
  const deadline = Date.now() + READY_MS
  while (isAlive() && Date.now() < deadline) {
    try {
      await ask()
      return true
    } catch {
      await sleep(PAUSE_MS)
    }
  }
  return false
}
