import { join } from 'node:path'
import { applyMigrations } from './migrations.ts'
import { startPostgres } from './postgres/postgres.ts'
import { fail } from './remedy.ts'
import { DATA, FOLDER } from './stack/folder.ts'
import { takeLock } from './stack/lock.ts'
import { readRunning } from './stack/running.ts'

// npm run db:migrate: brings the database that DATABASE_URL names up to date, or the local one,
// through the stack that has it open if there is one.

try {
  const lock = takeLock(join(FOLDER, 'lock'))
  const running = process.env.DATABASE_URL || lock !== undefined ? undefined : readRunning()
  const postgres =
    running ?? (await startPostgres({ dataDir: DATA, socketPort: undefined, port: undefined }))
  await applyMigrations(postgres.databaseUrl, postgres.databaseHttpUrl)
  if ('close' in postgres) await postgres.close()
  console.log('The database is up to date.')
  process.exit()
} catch (error) {
  fail(error)
}
