import pg from 'pg'

/**
 * A database of its own for one of several that share a server.
 * @param server the URL of the server's own database
 */
export async function createDatabase(server: string, name: string): Promise<string> {
  const client = new pg.Client(server)
  await client.connect()
  await client.query(`create database ${pg.escapeIdentifier(name)}`)
  await client.end()
  const url = new URL(server)
  url.pathname = name
  return url.href
}
