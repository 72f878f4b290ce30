import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { type Addresses, messageSchema, type PlatformOptions } from './platform-message.ts'
import { Remedy } from './remedy.ts'

export interface PlatformChild extends Addresses {
  process: ChildProcess
  close(): Promise<void>
}

const SCRIPT = fileURLToPath(new URL('./platform-process.ts', import.meta.url))

/**
 * Starts the platform in a process of its own, which ends with this one.
 * @param env may name parts to use instead, as DATABASE_URL does.
 */
export async function forkPlatform(
  options: PlatformOptions = {},
  env: NodeJS.ProcessEnv = process.env,
): Promise<PlatformChild> {
  const child = fork(SCRIPT, [JSON.stringify(options)], {
    env,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const exited = once(child, 'exit')
  const [first] = await Promise.race([once(child, 'message'), exited.then(() => [])])
  const message = messageSchema.safeParse(first).data
  if (message === undefined) throw new Error('The local platform ended before it answered.')
  if ('remedy' in message) throw new Remedy(message.remedy)
  return {
    ...message.ready,
    process: child,
    async close() {
      // A process that was killed lets go of the channel before it counts as ended.
      if (child.connected) child.disconnect()
      await exited
    },
  }
}
