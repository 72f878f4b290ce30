import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export interface Lock {
  release(): void
}

/**
 * Takes a lock that ends with the process, however it ends: SQLite's own on a file, which the
 * kernel keeps. A file holding a process id would name a stranger once the id is used again.
 * @param waitMs how long to wait for a holder that is on its way out; blocks the thread.
 * @returns undefined while another process holds it.
 */
export function takeLock(file: string, waitMs = 0): Lock | undefined {
  mkdirSync(dirname(file), { recursive: true })
  const database = new DatabaseSync(file, { timeout: waitMs })
  try {
    database.exec('BEGIN EXCLUSIVE')
  } catch {
    database.close()
    return undefined
  }
  held.add(database)
  return {
    release() {
      held.delete(database)
      database.close()
    },
  }
}

/** A lock that nobody refers to any more would end with the next garbage collection. */
const held = new Set<DatabaseSync>()
