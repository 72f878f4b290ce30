import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import type { TestProject } from 'vitest/node'
import * as z from 'zod'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where other people's sites are, and what names stand for is asked. */
    sitesUrl: string
  }
}

/** What a site does when it is asked for an address, which holds this in its query. */
const planSchema = z.object({
  status: z.int().default(200),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().default(''),
  /** The body is base64. */
  isBinary: z.boolean().default(false),
  /** Bytes of padding behind the body. */
  pad: z.int().default(0),
  /** Comes behind the padding. */
  tail: z.string().default(''),
  /** Sent packed, and with it so many bytes of nothing. */
  bomb: z.int().optional(),
  /** Before a word, after the headers, or after the body. */
  hang: z.enum(['first', 'headers', 'body']).optional(),
  reset: z.enum(['first', 'body']).optional(),
  /** The body for ever, or byte by byte. */
  pace: z.enum(['endless', 'trickle']).optional(),
  /** Sends on to itself so many times before anything else. */
  hops: z.int().default(0),
  /** Milliseconds before anything. */
  delay: z.int().default(0),
})
export type Plan = z.input<typeof planSchema>

/** What each name stands for; all others, two public addresses. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  'private.example.org': ['10.0.0.8'],
  'metadata.example.org': ['169.254.169.254'],
  'loopback.example.org': ['127.0.0.1'],
  'loopback6.example.org': ['::1'],
  'mapped.example.org': ['::ffff:127.0.0.1'],
  'half.example.org': ['93.184.216.34', '192.168.1.1'],
  'half6.example.org': ['93.184.216.34', 'fd00::1'],
  'nothing.example.org': [],
}
const PUBLIC = ['93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946']

interface Visit {
  url: string
  headers: IncomingMessage['headers']
}

/** Starts the internet: GET /visits?path= answers who was asked for what under a path. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const visits: Visit[] = []
  const server = createServer((request, response) => {
    meet(visits, request, response).catch(() => response.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  project.provide('sitesUrl', `http://127.0.0.1:${Object(address).port}`)
  return async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
}

async function meet(
  visits: Visit[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://internet')
  if (pathname === '/visits') {
    const path = searchParams.get('path')
    const found = visits.filter(({ url }) => new URL(url).pathname === path)
    response.end(JSON.stringify(found))
  } else if (pathname === '/dns-query') resolve(searchParams, response)
  else {
    const url = new URL(searchParams.get('url') ?? '')
    visits.push({ url: url.href, headers: request.headers })
    const plan = planSchema.parse(JSON.parse(url.searchParams.get('plan') ?? '{}'))
    if (plan.hops === 0) return await answer(plan, response)
    url.searchParams.set('plan', JSON.stringify({ ...plan, hops: plan.hops - 1 }))
    response.writeHead(302, { location: url.href }).end()
  }
}

function resolve(question: URLSearchParams, response: ServerResponse): void {
  const name = question.get('name') ?? ''
  if (name === 'silent.example.org') return
  if (name === 'nonsense.example.org') return void response.end('<h1>Sorry</h1>')
  if (name === 'unknown.example.org') return void response.end('{"Status":3}')
  const type = question.get('type') === 'AAAA' ? 28 : 1
  const all = NAMES[name] ?? PUBLIC
  const mine = all.filter(address => address.includes(':') === (type === 28))
  const alias = { name, type: 5, data: 'elsewhere.example.net.' }
  const records = mine.map(data => ({ name, type, data }))
  response.end(JSON.stringify({ Status: 0, Answer: [alias, ...records] }))
}

async function answer(plan: z.output<typeof planSchema>, response: ServerResponse): Promise<void> {
  const { status, headers, body, isBinary, pad, tail, bomb, hang, reset, pace, delay } = plan
  if (delay > 0) await wait(delay)
  if (hang === 'first') return
  const { socket } = response
  if (reset === 'first') return void socket?.resetAndDestroy()
  const said = Buffer.from(body, isBinary ? 'base64' : 'utf8')
  const text = Buffer.concat([said, Buffer.alloc(pad, ' '), Buffer.from(tail)])
  if (bomb !== undefined) {
    response.writeHead(status, { 'content-encoding': 'gzip', ...headers })
    return void response.end(gzipSync(Buffer.concat([text, Buffer.alloc(bomb, ' ')])))
  }
  response.writeHead(status, headers)
  if (hang === 'headers') return response.flushHeaders()
  if (pace === 'trickle') return await trickle(text, response)
  response.write(text)
  if (pace === 'endless') return await endless(response)
  if (hang === 'body') return
  if (reset === 'body') return void setTimeout(() => socket?.resetAndDestroy(), 50)
  response.end()
}

async function trickle(text: Buffer, response: ServerResponse): Promise<void> {
  for (const byte of text) {
    if (response.destroyed) return
    response.write(Buffer.from([byte]))
    await wait(100)
  }
  response.end()
}

async function endless(response: ServerResponse): Promise<void> {
  const part = Buffer.alloc(16_384, ' ')
  await pipeline(function* () {
    for (;;) yield part
  }, response)
}
