import pg from 'pg'
import { type Answer, type Endpoint, openEndpoint, parseJson, type Question } from '../endpoint.ts'
import { beginStatement, parseBody } from './question.ts'
import { run, runBatch, withConnection } from './session.ts'

export interface HttpOptions {
  /** The server behind the endpoint, and what a client has to name as its connection string. */
  databaseUrl: string
  port: number
  connections: number
}

/** Puts Neon's HTTP protocol in front of a Postgres server. */
export async function openPostgresHttp(options: HttpOptions): Promise<Endpoint> {
  const pool = new pg.Pool({
    connectionString: options.databaseUrl,
    max: options.connections,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: 10_000,
    // The driver parses; a value that was parsed here could not be put back into Postgres' text.
    types: { getTypeParser: () => (value: string | Buffer) => value },
  })
  // An idle connection that breaks is replaced at the next query, which reports what is wrong.
  pool.on('error', () => {})
  const endpoint = await openEndpoint(options.port, question => answer(pool, options, question))
  return {
    url: endpoint.url,
    async close() {
      await endpoint.close()
      await pool.end()
    },
  }
}

async function answer(pool: pg.Pool, options: HttpOptions, question: Question): Promise<Answer> {
  const connection = question.headers['neon-connection-string']
  if (!isSameDatabase(String(connection), options.databaseUrl))
    return refuse('password authentication failed', '28P01')
  const body = parseBody(parseJson(question.body))
  if (body === undefined) return refuse('the body is neither a query nor a batch of queries')
  try {
    return await withConnection(pool, async client => ({
      status: 200,
      body:
        'queries' in body
          ? { results: await runBatch(client, beginStatement(question.headers), body.queries) }
          : await run(client, body),
    }))
  } catch (error) {
    return failure(error)
  }
}

/** The driver adds parameters of its own, so only who and where is compared. */
function isSameDatabase(asked: string, own: string): boolean {
  if (!URL.canParse(asked)) return false
  const [a, b] = [new URL(asked), new URL(own)]
  return (
    a.host === b.host &&
    a.username === b.username &&
    a.password === b.password &&
    a.pathname === b.pathname
  )
}

function refuse(message: string, code?: string): Answer {
  return { status: 400, body: { message, code } }
}

/** What Postgres refused is told in its own fields; a lost connection has none. */
function failure(error: unknown): Answer {
  if (!(error instanceof pg.DatabaseError))
    return { status: 502, body: `The database does not answer: ${String(error)}` }
  return {
    status: 400,
    body: {
      message: error.message,
      severity: error.severity,
      code: error.code,
      detail: error.detail,
      hint: error.hint,
      position: error.position,
      internalPosition: error.internalPosition,
      internalQuery: error.internalQuery,
      where: error.where,
      schema: error.schema,
      table: error.table,
      column: error.column,
      dataType: error.dataType,
      constraint: error.constraint,
      file: error.file,
      line: error.line,
      routine: error.routine,
    },
  }
}
