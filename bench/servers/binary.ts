import { existsSync, globSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { Remedy } from '../../dev/remedy.ts'

/** Where Debian keeps what it does not put on everybody's PATH, a folder a version. */
const DEBIAN = '/usr/lib/postgresql/*/bin'

/** The path of a database's program, the newest there is. @throws Remedy that says what to install. */
export function binary(name: string): string {
  const newestFirst = globSync(DEBIAN).sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
  const folders = [...newestFirst, ...(process.env.PATH ?? '').split(delimiter)]
  const path = folders.map(folder => join(folder, name)).find(candidate => existsSync(candidate))
  if (path === undefined) throw missing(name)
  return path
}

export function missing(what: string): Remedy {
  return new Remedy(`There is no ${what} here: apt-get install postgresql redis-server.`)
}
