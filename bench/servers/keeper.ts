import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'

// A process of its own beside a database: whoever asked for the database may be killed without a
// word, and somebody has to be left to end it and to remove its folder.

const settings = z
  .object({
    command: z.string(),
    args: z.array(z.string()),
    folder: z.string(),
    account: z.object({ uid: z.int(), gid: z.int() }).optional(),
  })
  .parse(JSON.parse(process.env.KEEPER ?? '{}'))

/** Milliseconds a server has to end when it is asked to. */
const GRACE_MS = 10_000

const log = join(settings.folder, 'log')
const output = openSync(log, 'w')
const server = spawn(settings.command, settings.args, {
  ...settings.account,
  cwd: settings.folder,
  stdio: ['ignore', output, output],
})

let isAsked = false
process.once('disconnect', () => {
  isAsked = true
  // To Postgres the one that does not wait for its clients.
  server.kill('SIGINT')
  setTimeout(() => server.kill('SIGKILL'), GRACE_MS).unref()
})
if (server.pid !== undefined) process.send?.({ pid: server.pid })

await once(server, 'exit').catch((error: unknown) => process.stderr.write(`${error}\n`))
if (!isAsked) process.stderr.write(readFileSync(log))
rmSync(settings.folder, { recursive: true, force: true })
process.exit()
