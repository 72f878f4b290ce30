import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import WebSocket from 'ws'
import * as z from 'zod'

/** Microseconds between two looks at what the runtime is doing. */
const INTERVAL_US = 500
/** The isolate that the Worker and its rooms share, as Miniflare names it. */
const TARGET = /core:user:alcove/

const targetsSchema = z.array(z.object({ webSocketDebuggerUrl: z.string() }))
// Chrome's own format: https://chromedevtools.github.io/devtools-protocol/tot/Profiler/#type-Profile
const profileSchema = z.object({
  nodes: z.array(
    z.object({
      id: z.number(),
      callFrame: z.object({ functionName: z.string(), lineNumber: z.number() }),
    }),
  ),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
})
type Profile = z.infer<typeof profileSchema>

/** Where the time goes, from the runtime's inspector; written for a browser's tools to open. */
export class Profiler {
  readonly port: number
  readonly #folder: string

  /** @param folder where profiles are written */
  constructor(port: number, folder: string) {
    this.port = port
    this.#folder = folder
  }

  /** @returns the functions that took most of it themselves, a line each */
  async record(name: string, work: () => Promise<unknown>): Promise<string[]> {
    const inspector = await Inspector.open(this.port)
    await inspector.call('Profiler.enable')
    await inspector.call('Profiler.setSamplingInterval', { interval: INTERVAL_US })
    await inspector.call('Profiler.start')
    await work()
    const stopped = await inspector.call('Profiler.stop')
    inspector.close()
    const { profile } = z.object({ profile: z.unknown() }).parse(stopped)
    mkdirSync(this.#folder, { recursive: true })
    writeFileSync(join(this.#folder, `${name}.cpuprofile`), JSON.stringify(profile))
    return heaviest(profileSchema.parse(profile))
  }
}

/** The little of Chrome's protocol that takes a profile. */
class Inspector {
  readonly #socket: WebSocket
  readonly #answers = new Map<number, (answer: unknown) => void>()
  #calls = 0

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on('message', data => {
      const { id, result } = JSON.parse(String(data))
      this.#answers.get(id)?.(result)
    })
  }

  static async open(port: number): Promise<Inspector> {
    const list = await (await fetch(`http://127.0.0.1:${port}/json`)).json()
    const target = targetsSchema.parse(list).find(one => TARGET.test(one.webSocketDebuggerUrl))
    if (target === undefined) throw new Error('the runtime shows nobody its isolates')
    const socket = new WebSocket(target.webSocketDebuggerUrl)
    await once(socket, 'open')
    return new Inspector(socket)
  }

  async call(method: string, params: object = {}): Promise<unknown> {
    this.#calls += 1
    const id = this.#calls
    const { promise, resolve } = Promise.withResolvers<unknown>()
    this.#answers.set(id, resolve)
    this.#socket.send(JSON.stringify({ id, method, params }))
    return await promise
  }

  close(): void {
    this.#socket.close()
  }
}

const HEAVIEST = 20

function heaviest({ nodes, samples, timeDeltas }: Profile): string[] {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, title(callFrame)]))
  const times = new Map<string, number>()
  for (const [index, id] of samples.entries()) {
    const name = names.get(id) ?? '?'
    times.set(name, (times.get(name) ?? 0) + (timeDeltas[index] ?? 0))
  }
  const all = [...times.values()].reduce((sum, time) => sum + time, 0)
  return [...times]
    .sort(([, a], [, b]) => b - a)
    .slice(0, HEAVIEST)
    .map(([name, time]) => `${((time / all) * 100).toFixed(1).padStart(5)} %  ${name}`)
}

function title({ functionName, lineNumber }: Profile['nodes'][number]['callFrame']): string {
  const name = functionName === '' ? '(anonymous)' : functionName
  return lineNumber < 0 ? name : `${name}:${lineNumber + 1}`
}
