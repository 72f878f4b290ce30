import { startPlatform } from './platform.ts'
import { type Message, optionsSchema } from './platform-message.ts'
import { Remedy } from './remedy.ts'

// The platform as a process of its own, because PGlite computes on the thread that calls it. Its
// options are the first argument, in JSON; it reports to its parent and ends with it.

function report(message: Message): void {
  process.send?.(message)
}

try {
  const platform = await startPlatform(optionsSchema.parse(JSON.parse(process.argv[2] ?? '{}')))
  const end = () => platform.close().finally(() => process.exit())
  process.once('disconnect', end)
  process.once('SIGTERM', end)
  const { close: _, ...addresses } = platform
  report({ ready: addresses })
} catch (error) {
  if (!(error instanceof Remedy)) throw error
  report({ remedy: error.message })
  process.exitCode = 1
  process.disconnect?.()
}
