import { createServer, type IncomingHttpHeaders } from 'node:http'
import { text } from 'node:stream/consumers'

// A JSON-over-POST server on the loopback interface: what both stand-ins for hosted services are.

export interface Question {
  path: string
  headers: IncomingHttpHeaders
  body: string
}

/** A string body is sent as plain text, anything else as JSON. */
export interface Answer {
  status: number
  body: unknown
}

export interface Endpoint {
  /** Without a path or a trailing slash. */
  url: string
  close(): Promise<void>
}

/** Longer than any client keeps an idle connection, so that none is closed under a request. */
const KEEP_ALIVE_MS = 600_000

/** Port 0 picks a free one. */
export async function openEndpoint(
  port: number,
  respond: (question: Question) => Promise<Answer>,
): Promise<Endpoint> {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, async (request, response) => {
    const answer = await text(request)
      .then(body => respond({ path: request.url ?? '/', headers: request.headers, body }))
      .catch((error: unknown) => ({ status: 500, body: String(error) }))
    const plain = typeof answer.body === 'string'
    response.writeHead(answer.status, { 'content-type': plain ? 'text/plain' : 'application/json' })
    response.end(plain ? answer.body : JSON.stringify(answer.body))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port to listen on')
  return {
    url: `http://127.0.0.1:${address.port}`,
    close() {
      const closed = new Promise<void>(resolve => server.close(() => resolve()))
      server.closeAllConnections()
      return closed
    },
  }
}

/** Parses a body without throwing: undefined for what is not JSON. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
