import { once } from 'node:events'
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import type { Seed } from '../seed.ts'

/** What happens to a request on its way to a server, and to the answer on its way back. */
export type HttpFault =
  | { kind: 'none' }
  /** The connection is reset before anything is carried out. */
  | { kind: 'refuse' }
  /** Taken, and never carried out or answered. */
  | { kind: 'hang' }
  | { kind: 'delay'; ms: number }
  /** Not carried out; answered with this status and nothing a driver knows. */
  | { kind: 'status'; status: 400 | 500 | 503 }
  /** Carried out; the answer breaks off in the middle. */
  | { kind: 'cut' }
  /** Carried out; the connection is reset instead of answered. */
  | { kind: 'lose' }
  /** Carried out twice, answered once. */
  | { kind: 'repeat' }
  /** Carried out behind the request that comes next. */
  | { kind: 'reorder' }

/** Milliseconds a request waits for another one to go first. */
const REORDER_WAIT_MS = 500
const CALM: HttpFault = { kind: 'none' }

interface Answer {
  status: number
  headers: IncomingMessage['headers']
  body: Buffer
}

/** Stands in front of an HTTP server and lets some requests meet with a fault. */
export class HttpProxy {
  readonly url: string
  /** Requests that met with the present fault. */
  hits = 0
  readonly #target: URL
  readonly #seed: Seed
  readonly #server: ReturnType<typeof createServer>
  readonly #agent = new Agent({ keepAlive: true })
  readonly #hanging = new Set<ServerResponse>()
  #fault: HttpFault = CALM
  #share = 1
  #overtaken: (() => void) | undefined

  private constructor(target: string, seed: Seed, server: ReturnType<typeof createServer>) {
    this.#target = new URL(target)
    this.#seed = seed
    this.#server = server
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : undefined
    this.url = `http://127.0.0.1:${port}${this.#target.pathname}`
    server.on('request', (asked, answer) => {
      this.#meet(asked, answer).catch(() => answer.destroy())
    })
  }

  static async start(target: string, seed: Seed): Promise<HttpProxy> {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new HttpProxy(target, seed, server)
  }

  /** @param share of the requests that meet with it, from 0 to 1 */
  inflict(fault: HttpFault, share = 1): void {
    this.heal()
    this.hits = 0
    this.#fault = fault
    this.#share = share
  }

  heal(): void {
    this.#fault = CALM
    this.#overtaken?.()
    for (const answer of this.#hanging) answer.destroy()
    this.#hanging.clear()
  }

  async close(): Promise<void> {
    this.heal()
    this.#agent.destroy()
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  async #meet(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const body = await buffer(asked)
    const isHit = this.#fault.kind !== 'none' && this.#seed.next() < this.#share
    const fault = isHit ? this.#fault : CALM
    if (isHit) this.hits += 1
    this.#overtaken?.()
    switch (fault.kind) {
      case 'none':
        return reply(answer, await this.#carry(asked, body))
      case 'refuse':
        return void answer.socket?.resetAndDestroy()
      case 'hang':
        return void this.#hanging.add(answer)
      case 'delay':
        await new Promise(resolve => setTimeout(resolve, fault.ms))
        return reply(answer, await this.#carry(asked, body))
      case 'status':
        answer.writeHead(fault.status, { 'content-type': 'text/plain' })
        return void answer.end('the proxy says no')
      case 'cut':
        return breakOff(answer, await this.#carry(asked, body))
      case 'lose':
        await this.#carry(asked, body)
        return void answer.socket?.resetAndDestroy()
      case 'repeat':
        await this.#carry(asked, body)
        return reply(answer, await this.#carry(asked, body))
      case 'reorder':
        await this.#waitForAnother()
        return reply(answer, await this.#carry(asked, body))
      default:
        fault satisfies never
    }
  }

  async #waitForAnother(): Promise<void> {
    await new Promise<void>(resolve => {
      const timer = setTimeout(resolve, REORDER_WAIT_MS)
      this.#overtaken = () => {
        clearTimeout(timer)
        // The other one goes first.
        setTimeout(resolve, 20)
      }
    })
    this.#overtaken = undefined
  }

  async #carry(asked: IncomingMessage, body: Buffer): Promise<Answer> {
    const { hostname, port } = this.#target
    const onward = request({
      agent: this.#agent,
      hostname,
      port,
      path: asked.url,
      method: asked.method,
      headers: { ...asked.headers, host: this.#target.host, 'content-length': body.length },
    })
    onward.end(body)
    const [came]: [IncomingMessage] = (await once(onward, 'response')) as [IncomingMessage]
    return { status: came.statusCode ?? 502, headers: came.headers, body: await buffer(came) }
  }
}

function reply(answer: ServerResponse, { status, headers, body }: Answer): void {
  const { 'transfer-encoding': _, connection: __, ...kept } = headers
  answer.writeHead(status, { ...kept, 'content-length': body.length })
  answer.end(body)
}

/** The head promises the whole, half of it comes. */
function breakOff(answer: ServerResponse, { status, headers, body }: Answer): void {
  const { 'transfer-encoding': _, connection: __, ...kept } = headers
  answer.writeHead(status, { ...kept, 'content-length': body.length })
  answer.write(body.subarray(0, Math.floor(body.length / 2)), () => answer.socket?.destroy())
}
