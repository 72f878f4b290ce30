import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'

/** Who hashes passwords for the Worker. */
export interface Hashing {
  /** Where it is asked over HTTP. */
  hashingUrl: string
  close(): Promise<void>
}

const PROCESS = fileURLToPath(new URL('./process.ts', import.meta.url))

/**
 * Starts it in a process of its own, which ends with this one. Should it end before, that is a defect
 * of ours and ends this one too.
 * @param port a free one when left out
 */
export async function startHashing(port = 0): Promise<Hashing> {
  const child = fork(PROCESS, [String(port)], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // A session of its own, for the sake of courtesy.ts.
    detached: true,
  })
  const exited = once(child, 'exit')
  const [url] = await Promise.race([once(child, 'message'), exited.then(() => [])])
  const hashingUrl = z.url().parse(url)
  let isClosed = false
  void exited.then(() => {
    if (!isClosed) throw new Error('The process that hashes has ended.')
  })
  return {
    hashingUrl,
    async close() {
      isClosed = true
      if (child.connected) child.disconnect()
      await exited
    },
  }
}
