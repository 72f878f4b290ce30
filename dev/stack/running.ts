import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { FOLDER } from './folder.ts'

// What the stack that holds the lock tells other commands about itself.

const runningSchema = z.object({
  pid: z.int(),
  databaseUrl: z.string(),
  databaseHttpUrl: z.string().optional(),
})
export type Running = z.infer<typeof runningSchema>

const FILE = join(FOLDER, 'running.json')

export function announce(running: Running): void {
  writeFileSync(FILE, JSON.stringify(running), { mode: 0o600 })
}

export function withdraw(): void {
  rmSync(FILE, { force: true })
}

/** Only to be believed while the lock is held. */
export function readRunning(): Running | undefined {
  if (!existsSync(FILE)) return undefined
  return runningSchema.safeParse(JSON.parse(readFileSync(FILE, 'utf8'))).data
}
