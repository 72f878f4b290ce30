import { execFile } from 'node:child_process'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { freePort } from '../../dev/stack/ports.ts'
import { postgresAccount } from './account.ts'
import { binary } from './binary.ts'
import { type KeptServer, startKeptServer } from './kept-server.ts'

export interface PostgresServer extends KeptServer {
  url: string
}

/** A new, empty Postgres as its package configures it: what it acknowledges is on the disk. */
export async function startPostgres(): Promise<PostgresServer> {
  const [initdb, command] = [binary('initdb'), binary('postgres')]
  const account = postgresAccount()
  const folder = await mkdtemp(join(tmpdir(), 'alcove-postgres-'))
  const data = join(folder, 'data')
  try {
    if (account !== undefined) await chown(folder, account.uid, account.gid)
    // The encoding would otherwise be whatever the locale of this shell says.
    const making = ['--pgdata', data, '--username', 'postgres', '--auth', 'trust']
    await promisify(execFile)(initdb, [...making, '--encoding', 'UTF8', '--locale', 'C'], {
      ...account,
      cwd: folder,
    })
    const port = await freePort()
    const url = `postgres://postgres@127.0.0.1:${port}/postgres`
    const listening = [
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      `unix_socket_directories=${folder}`,
    ]
    const server = await startKeptServer({
      command,
      args: ['-D', data, '-p', String(port), ...listening],
      folder,
      account,
      ask: () => connect(url),
    })
    return { ...server, url }
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

async function connect(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
  } finally {
    await client.end()
  }
}
