import { join } from 'node:path'
import { checkUrl, Remedy } from '../remedy.ts'
import { takeLock } from '../stack/lock.ts'
import { openEmbeddedPostgres } from './embedded.ts'
import { openPostgresHttp } from './http.ts'

export interface Postgres {
  databaseUrl: string
  /** Absent for Neon itself, which answers where its host says. */
  databaseHttpUrl?: string
  close(): Promise<void>
}

export interface PostgresOptions {
  /** Where data is kept; in memory when left out. */
  dataDir: string | undefined
  /** Of the embedded server's own socket; a free one when left out. */
  socketPort: number | undefined
  /** Of the HTTP endpoint; a free one when left out. */
  port: number | undefined
}

const EXAMPLE = 'postgres://user:password@host/database'

/** The database that DATABASE_URL names, or an endpoint before POSTGRES_URL or the embedded one. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const { DATABASE_URL, DATABASE_HTTP_URL, POSTGRES_URL } = process.env
  if (DATABASE_URL) {
    checkUrl('DATABASE_URL', DATABASE_URL, EXAMPLE)
    return {
      databaseUrl: DATABASE_URL,
      ...(DATABASE_HTTP_URL && { databaseHttpUrl: DATABASE_HTTP_URL }),
      async close() {},
    }
  }
  if (POSTGRES_URL) {
    checkUrl('POSTGRES_URL', POSTGRES_URL, EXAMPLE)
    return serve(POSTGRES_URL, options.port)
  }
  const { dataDir, socketPort } = options
  const folder = dataDir === undefined ? undefined : lockedFolder(dataDir)
  const embedded = await openEmbeddedPostgres(folder, socketPort)
  const served = await serve(embedded.url, options.port, 1)
  return {
    ...served,
    async close() {
      await served.close()
      await embedded.close()
    },
  }
}

async function serve(databaseUrl: string, port = 0, connections = 10): Promise<Postgres> {
  const endpoint = await openPostgresHttp({ databaseUrl, port, connections })
  return { databaseUrl, databaseHttpUrl: `${endpoint.url}/sql`, close: endpoint.close }
}

/** Two at once would ruin the files. One that is on its way out is waited for. */
function lockedFolder(dataDir: string): string {
  if (takeLock(join(dataDir, 'postgres.lock'), 10_000) === undefined)
    throw new Remedy(`The database in ${dataDir} is open in another process: end that first.`)
  return join(dataDir, 'postgres')
}
