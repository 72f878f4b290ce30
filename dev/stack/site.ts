import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Addresses, messageSchema, type PlatformOptions } from '../platform-message.ts'
import { Remedy } from '../remedy.ts'
import { ringEveryMinute } from './cron.ts'
import { DATA, FOLDER, LOGS, lastLines, logFile } from './folder.ts'
import { takeLock } from './lock.ts'
import { DEFAULT_PORT, type Options } from './options.ts'
import type { PartOptions } from './part.ts'
import { freePort, publicPort } from './ports.ts'
import { allAnswer } from './probe.ts'
import { announce } from './running.ts'
import { loadSecrets } from './secrets.ts'
import type { Supervisor } from './supervisor.ts'
import { networkOrigins, workerVariables } from './variables.ts'
import { writeWorkerConfig } from './worker-config.ts'

/** What a way of serving is given to name its parts from. */
export interface Plan {
  /** The port people open. */
  port: number
  /** The addresses to listen on: this machine alone, or its network too. */
  ip: string
  /** The Worker's configuration, for wrangler. */
  workerConfig: string
}

/** A way of serving the page and the API, from sources or as built. */
export type Serve = (plan: Plan) => Promise<PartOptions[]>

export interface Site {
  url: string
  /** The same from other devices of the network, when they are let in. */
  networkUrls: readonly string[]
}

/** The first start compiles and migrates, on whatever machine this is. */
const READY_MS = 120_000

/** Starts everything; resolves when the page and the API behind it answer. */
export async function startSite(
  options: Options,
  serve: Serve,
  supervisor: Supervisor,
): Promise<Site> {
  const port = await publicPort(options.port, DEFAULT_PORT)
  rmSync(LOGS, { recursive: true, force: true })
  const url = `http://localhost:${port}`
  const networkUrls = options.host ? networkOrigins(port) : []
  if (options.reset) forget()

  const addresses = await startPlatform(supervisor)
  announce({ pid: process.pid, ...addresses })
  const secrets = loadSecrets(join(FOLDER, 'secrets.json'))
  const origins = [url, `http://127.0.0.1:${port}`, ...networkUrls]
  const workerConfig = writeWorkerConfig(workerVariables(addresses, secrets, origins))
  const parts = await serve({ port, ip: options.host ? '0.0.0.0' : '127.0.0.1', workerConfig })
  for (const part of parts) supervisor.start(part)

  // Each by itself first: the proxy before the Worker complains about every early question.
  const own = parts.flatMap(part => part.health ?? [])
  const open = [`http://127.0.0.1:${port}/`, `http://127.0.0.1:${port}/api/ready`]
  if (await allAnswer([...own, ...open], READY_MS)) {
    for (const part of parts) ringEveryMinute(part)
    return { url, networkUrls }
  }
  const logs = parts.map(part => lastLines(part.log)).join('\n')
  throw new Remedy(`Alcove does not answer after ${READY_MS / 1000} s.\n${logs}`)
}

function forget(): void {
  // A database that is still being closed would write into the new folder.
  takeLock(join(DATA, 'postgres.lock'), 10_000)?.release()
  rmSync(DATA, { recursive: true, force: true })
}

/** Its ports stay the same over restarts, since the Worker knows it by them. */
async function startPlatform(supervisor: Supervisor): Promise<Addresses> {
  const options: PlatformOptions = {
    dataDir: DATA,
    postgresPort: await freePort(),
    neonPort: await freePort(),
    upstashPort: await freePort(),
    hashingPort: await freePort(),
    redisToken: crypto.randomUUID(),
  }
  return new Promise((resolve, reject) => {
    supervisor.start(
      {
        title: 'The local platform',
        script: fileURLToPath(new URL('../platform-process.ts', import.meta.url)),
        args: [JSON.stringify(options)],
        log: logFile('platform'),
      },
      part => {
        part.process.on('message', json => {
          const message = messageSchema.parse(json)
          if ('remedy' in message) reject(new Remedy(message.remedy))
          else resolve(message.ready)
        })
      },
    )
  })
}
