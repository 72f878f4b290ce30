import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fail, Remedy } from '../remedy.ts'
import { seed } from '../seed/seed.ts'
import { FOLDER } from './folder.ts'
import { takeLock } from './lock.ts'
import { type Options, parseOptions, usage } from './options.ts'
import { readRunning, withdraw } from './running.ts'
import { type Serve, startSite } from './site.ts'
import { Supervisor } from './supervisor.ts'

export interface Command {
  /** As it is typed, and what it is for. */
  name: string
  purpose: string
  serve: Serve
}

/** Runs a command to its end: until a person ends it or it breaks down. */
export async function run(command: Command): Promise<void> {
  try {
    const options = parseOptions(process.argv.slice(2))
    if (options === undefined) console.log(usage(command.name, command.purpose))
    else await serve(options, command.serve)
  } catch (error) {
    fail(error)
  }
  // What is still pending was on behalf of parts that have ended.
  process.exit()
}

async function serve(options: Options, parts: Serve): Promise<void> {
  if (takeLock(join(FOLDER, 'lock')) === undefined)
    throw new Remedy(
      `The folder ${FOLDER} is in use by ${holder()}: end that first, or open what it serves.`,
    )
  const supervisor = new Supervisor(say)
  try {
    await Promise.race([untilEnded(), serveUntilBroken(options, parts, supervisor)])
  } finally {
    await supervisor.end()
    withdraw()
  }
}

async function serveUntilBroken(
  options: Options,
  parts: Serve,
  supervisor: Supervisor,
): Promise<never> {
  const { url, networkUrls } = await Promise.race([
    startSite(options, parts, supervisor),
    supervisor.broken,
  ])
  if (options.seed) say(await Promise.race([seed(url), supervisor.broken]))
  for (const networkUrl of networkUrls) say(`On this network: ${networkUrl}`)
  console.log(`ready ${url}`)
  return supervisor.broken
}

async function untilEnded(): Promise<void> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'].map(signal => once(process, signal))
  await Promise.race([...signals, untilOrphaned()])
}

/** A signal to npm alone ends npm and the shell in between, and never arrives here. */
async function untilOrphaned(): Promise<void> {
  const parent = process.ppid
  while (process.env.npm_lifecycle_event === undefined || process.ppid === parent) await sleep(500)
}

function holder(): string {
  const running = readRunning()
  return running === undefined ? 'another process' : `process ${running.pid}`
}

/** Standard output is for the one line that says ready. */
function say(line: string): void {
  console.error(line)
}
