import { readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** The one folder that running Alcove writes to, ignored by git; another for a second stack. */
export const FOLDER = resolve(ROOT, process.env.ALCOVE_FOLDER || '.alcove')

/** What `--reset` removes. */
export const DATA = join(FOLDER, 'data')
/** Where the Worker's objects and files are kept. */
export const WORKER_STATE = join(DATA, 'worker')

/** Of this run only. */
export const LOGS = join(FOLDER, 'logs')

export function logFile(name: string): string {
  return join(LOGS, `${name}.log`)
}

/** What a log says last, and where the rest is. */
export function lastLines(log: string): string {
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n')
  return `${lines.slice(-15).join('\n')}\nMore is in ${relative(ROOT, log)}.`
}
