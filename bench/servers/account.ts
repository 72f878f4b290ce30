import { execFileSync } from 'node:child_process'
import { missing } from './binary.ts'

/** Who a process runs as. */
export interface Account {
  uid: number
  gid: number
}

/** The account for Postgres, which refuses to run as root; undefined where we are not root. */
export function postgresAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  return { uid: numberOf('-u'), gid: numberOf('-g') }
}

function numberOf(option: '-u' | '-g'): number {
  try {
    return Number(execFileSync('id', [option, 'postgres'], { encoding: 'utf8', stdio: 'pipe' }))
  } catch {
    throw missing('user postgres')
  }
}
