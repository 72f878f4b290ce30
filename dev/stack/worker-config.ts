import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FOLDER, ROOT } from './folder.ts'

/**
 * Writes the Worker's configuration with its variables beside it, the one place where wrangler
 * finds them for `dev` and `pages dev` alike without showing secrets in the list of processes, and
 * without touching a .dev.vars that somebody keeps in the checkout.
 * @returns the path of the configuration.
 */
export function writeWorkerConfig(variables: Readonly<Record<string, string>>): string {
  const folder = join(FOLDER, 'worker')
  mkdirSync(folder, { recursive: true })
  const own = readFileSync(join(ROOT, 'wrangler.toml'), 'utf8')
  const config = join(folder, 'wrangler.toml')
  // Its paths are relative to where it is.
  const opened = JSON.stringify(join(ROOT, 'worker/')).slice(0, -1)
  writeFileSync(
    config,
    own.replaceAll(/"(?:\.\/)?worker\//g, () => opened),
  )
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${quote(value)}\n`)
  const file = join(folder, '.dev.vars')
  rmSync(file, { force: true })
  writeFileSync(file, lines.join(''), { mode: 0o600 })
  return config
}

/** In single quotes dotenv reads everything as it is, except for the quote itself. */
function quote(value: string): string {
  return value.includes("'") ? `\`${value}\`` : `'${value}'`
}
