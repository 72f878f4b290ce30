import { fileURLToPath } from 'node:url'
import { NeonDbError, neon, neonConfig } from '@neondatabase/serverless'
import { drizzle } from 'drizzle-orm/neon-http'
import { migrate } from 'drizzle-orm/neon-http/migrator'
import { Remedy } from './remedy.ts'

const FOLDER = fileURLToPath(new URL('../migrations', import.meta.url))

/**
 * Applies what is missing of migrations/, over the protocol the Worker itself uses.
 * @param httpUrl where the database answers, when it is not where Neon's host says.
 * @throws Remedy when nobody answers there.
 */
export async function applyMigrations(databaseUrl: string, httpUrl?: string): Promise<void> {
  if (httpUrl !== undefined) neonConfig.fetchEndpoint = httpUrl
  try {
    await migrate(drizzle(neon(databaseUrl)), { migrationsFolder: FOLDER })
  } catch (error) {
    throw explain(error, new URL(databaseUrl).host)
  }
}

/** The driver's own texts can hold the whole connection string; Postgres' cannot. */
function explain(error: unknown, host: string): unknown {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (!(cause instanceof NeonDbError)) return error
  if (cause.code !== undefined)
    return new Remedy(`The database at ${host} refuses its migrations: ${cause.message}.`)
  return new Remedy(
    `The database at ${host} does not answer: check DATABASE_URL, or leave it out to use a local one.`,
  )
}
