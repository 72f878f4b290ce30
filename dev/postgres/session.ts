import type { Pool, PoolClient, QueryArrayConfig } from 'pg'
import type { Query } from './question.ts'

/** One statement's result in the shape Neon's driver reads: every value is Postgres' own text. */
export interface Result {
  command: string
  rowCount: number | null
  rows: unknown[][]
  fields: unknown[]
  rowAsArray: true
}

/** Lends a connection to `work` and takes it back clean, or not at all when it broke. */
export async function withConnection<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  try {
    return await work(client)
  } finally {
    client.release(await isBroken(client))
  }
}

/** Ends a transaction that a request left open; a connection that cannot is of no more use. */
async function isBroken(client: PoolClient): Promise<boolean> {
  if (client.getTransactionStatus() === 'I') return false
  return client.query('ROLLBACK').then(
    () => false,
    () => true,
  )
}

export async function run(client: PoolClient, { query, params }: Query): Promise<Result> {
  // The extended protocol refuses several statements in one text, as Neon does.
  const config: QueryArrayConfig & { queryMode: 'extended' } = {
    text: query,
    values: params,
    rowMode: 'array',
    queryMode: 'extended',
  }
  const { command, rowCount, rows, fields } = await client.query(config)
  return { command, rowCount, rows, fields, rowAsArray: true }
}

/** All of the queries or none. */
export async function runBatch(
  client: PoolClient,
  begin: string,
  queries: readonly Query[],
): Promise<Result[]> {
  await client.query(begin)
  const results: Result[] = []
  for (const query of queries) results.push(await run(client, query))
  await client.query('COMMIT')
  return results
}
