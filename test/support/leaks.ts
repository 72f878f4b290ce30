import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where leaked passwords are looked up. */
    leaks: string
  }
}

/** A password that the list knows, and one that it only pads its answer with. */
export const LEAKED = 'three swans under the pier'
export const PADDED = 'four swans under the pier'

/**
 * A list of leaked passwords that answers as Have I Been Pwned does: `GET /<prefix>` with the suffixes
 * that begin so. `/away/<prefix>` fails.
 * @returns its address, and the way to end it
 */
export async function listenForLeaks(): Promise<{ url: string; close: () => Promise<void> }> {
  const lines = [`${hash(LEAKED)}:42`, `${hash(PADDED)}:0`]
  const server = createServer((request, answer) => {
    const prefix = request.url?.slice(1) ?? ''
    if (!/^[0-9A-F]{5}$/.test(prefix)) return answer.writeHead(400).end()
    const found = lines.filter(line => line.startsWith(prefix)).map(line => line.slice(5))
    return answer.end(['0'.repeat(35).concat(':3'), ...found].join('\r\n'))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = () => new Promise<void>(resolve => server.close(() => resolve()))
  return { url: `http://127.0.0.1:${port}`, close }
}

function hash(password: string): string {
  return createHash('sha1').update(password).digest('hex').toUpperCase()
}
