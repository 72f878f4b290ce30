import { PGlite } from '@electric-sql/pglite'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'

export interface Database {
  /** postgres://user:password@host:port/database */
  url: string
  close(): Promise<void>
}

/**
 * Starts the embedded Postgres and its socket. All of its connections share one session, and their
 * messages interleave: use one at a time.
 * @param folder where the data lives; in memory when left out.
 * @param port of the socket; 0 picks a free one.
 */
export async function openEmbeddedPostgres(folder?: string, port = 0): Promise<Database> {
  const database = await (folder === undefined ? PGlite.create() : PGlite.create(folder))
  // Room for the connection that replaces one not yet seen as closed.
  const server = new PGLiteSocketServer({ db: database, port, maxConnections: 4 })
  await server.start()
  return {
    url: `postgres://postgres:local@${server.getServerConn()}/postgres`,
    async close() {
      await server.stop()
      await database.close()
    },
  }
}
