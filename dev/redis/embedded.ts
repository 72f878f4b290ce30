import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'

export interface Redis {
  /** redis://host:port */
  url: string
  close(): Promise<void>
}

const startedSchema = z.object({ port: z.int() })

/** Starts the embedded Valkey. It keeps everything in memory. */
export async function openEmbeddedRedis(): Promise<Redis> {
  const child = fork(fileURLToPath(new URL('./valkey.ts', import.meta.url)), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
  const exited = once(child, 'exit')
  const first = await Promise.race([once(child, 'message'), exited.then(() => [])])
  const { port } = startedSchema.parse(first[0])
  return {
    url: `redis://127.0.0.1:${port}`,
    async close() {
      child.kill()
      await exited
    },
  }
}
