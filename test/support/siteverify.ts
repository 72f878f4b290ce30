import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import type { TestProject } from 'vitest/node'
import * as z from 'zod'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a stand-in for Cloudflare's siteverify is asked. */
    siteverifyUrl: string
  }
}

/** What happens to each question about a token in turn, the last one to all that follow. */
const planSchema = z
  .array(
    z.union([
      z.object({ status: z.int(), body: z.string() }),
      /** Sent on to where the stand-in would be asked again. */
      z.literal('redirect'),
      /** The connection is reset. */
      z.literal('lose'),
      z.literal('hang'),
    ]),
  )
  .min(1)
export type Plan = z.infer<typeof planSchema>

const questionSchema = z.looseObject({ response: z.string() })

/** Starts the stand-in. A token is a plan, in JSON; GET answers what was asked about one. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const asked = new Map<string, unknown[]>()
  const server = createServer((request, response) => {
    meet(asked, request, response).catch(() => response.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  project.provide('siteverifyUrl', `http://127.0.0.1:${Object(address).port}/siteverify`)
  return async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
}

async function meet(
  asked: Map<string, unknown[]>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method === 'GET') {
    const token = new URL(request.url ?? '', 'http://stand-in').searchParams.get('token') ?? ''
    response.end(JSON.stringify(asked.get(token) ?? []))
    return
  }
  const question = questionSchema.parse(await json(request))
  const before = asked.get(question.response) ?? []
  asked.set(question.response, [...before, question])
  const { plan } = z.object({ plan: planSchema }).parse(JSON.parse(question.response))
  const turn = plan[before.length] ?? plan.at(-1)
  if (turn === 'hang' || turn === undefined) return
  if (turn === 'lose') return void request.socket.resetAndDestroy()
  if (turn === 'redirect') return void response.writeHead(307, { location: request.url }).end()
  response.writeHead(turn.status, { 'content-type': 'application/json' }).end(turn.body)
}
