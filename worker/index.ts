import { buildApp } from './app.ts'
import { everyMinute } from './cron.ts'
import { type Bindings, type Env, parseEnv } from './env.ts'
import { problemResponse } from './errors.ts'
import { log } from './log.ts'
import { harden } from './middleware/security-headers.ts'
import { assemble } from './parts.ts'

export { InboxObject } from './inbox/inbox-object.ts'
export { TallyObject } from './limits/tally-object.ts'
export { RegistryObject } from './registry/registry-object.ts'
export { RoomObject } from './room/room-object.ts'

const app = buildApp()

export default {
  async fetch(request, bindings, context) {
    const env = readEnv(bindings)
    if (env === undefined) return unconfigured(request.url)
    return await app.fetch(request, assemble(env), context)
  },

  async scheduled(controller, bindings) {
    const env = readEnv(bindings)
    if (env !== undefined) await everyMinute(env, controller.scheduledTime)
  },
} satisfies ExportedHandler<Bindings>

function readEnv(bindings: Bindings): Env | undefined {
  try {
    return parseEnv(bindings)
  } catch (error) {
    // The message names variables, never their values.
    log('error', 'environment', { reason: error instanceof Error ? error.message : 'unknown' })
    return undefined
  }
}

function unconfigured(url: string): Response {
  const response = problemResponse('unavailable')
  harden(response.headers, url)
  return response
}
