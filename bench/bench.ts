import { buildWorker } from '../test/support/runtime.ts'
import type { Pace } from './pace.ts'
import type { Profiler } from './profiler.ts'
import { createDatabase } from './servers/database.ts'
import { startPostgres } from './servers/postgres.ts'
import { startRedis } from './servers/redis.ts'
import { Alcove, type Setting } from './subjects/alcove.ts'
import { startNaiveObject } from './subjects/naive-object.ts'
import { type SeedStack, startSeedStack } from './subjects/seed-stack.ts'
import type { Subject, SubjectName } from './subjects/subject.ts'
import { startWs } from './subjects/ws.ts'

/** What ends when the bench does. */
export interface Closable {
  close(): Promise<void>
}

/** What scenarios are given: a pace, the subjects, and somewhere to say how far they are. */
export class Bench {
  readonly pace: Pace
  /** Takes a profile of Alcove beside the runs, when one is wanted. */
  readonly profiler: Profiler | undefined
  readonly #open: Closable[] = []
  readonly #shared = new Map<string, Promise<unknown>>()

  constructor(pace: Pace, profiler?: Profiler) {
    this.pace = pace
    this.profiler = profiler
  }

  /** For people who wait, beside the results. */
  say(line: string): void {
    process.stderr.write(`${line}\n`)
  }

  /** A number of the full bench, smaller in a brief one. */
  count(full: number): number {
    return Math.max(1, Math.ceil(full / this.pace.divisor))
  }

  /** A subject that all scenarios share: it is warm. */
  async subject(name: SubjectName): Promise<Subject> {
    return await this.#once(name, () => (name === 'alcove' ? this.#watched() : this.fresh(name)))
  }

  /** A subject of one's own, as it is when it has just started. */
  async fresh(name: SubjectName): Promise<Subject> {
    switch (name) {
      case 'alcove':
        return await this.alcove()
      case 'seed-stack':
        return await this.seedStack()
      case 'naive-object':
        return this.keep(await startNaiveObject())
      case 'ws':
        return this.keep(await startWs())
      default:
        return name satisfies never
    }
  }

  async alcove(otherwise: Partial<Setting> = {}): Promise<Alcove> {
    const script = await this.script()
    const below = { postgresUrl: await this.#database('alcove'), redisUrl: await this.#redisUrl() }
    return this.keep(await Alcove.start(below, { script, ...otherwise }))
  }

  /** On the embedded Postgres and Redis, as a newcomer's. */
  async embeddedAlcove(otherwise: Partial<Setting> = {}): Promise<Alcove> {
    return this.keep(await Alcove.start({}, { script: await this.script(), ...otherwise }))
  }

  async seedStack(): Promise<SeedStack> {
    const [postgresUrl, redisUrl] = [await this.#database('seeds'), await this.#redisUrl()]
    return this.keep(await startSeedStack({ postgresUrl, redisUrl }))
  }

  /** The Worker, built once for all. @returns the path of its script */
  async script(): Promise<string> {
    return await this.#once('script', async () => buildWorker())
  }

  /** Sees to it that something ends with the bench, if nobody ends it before. */
  keep<T extends Closable>(one: T): T {
    this.#open.push(one)
    return one
  }

  async release(one: Closable): Promise<void> {
    const index = this.#open.indexOf(one)
    if (index !== -1) this.#open.splice(index, 1)
    await one.close()
  }

  async close(): Promise<void> {
    for (const one of this.#open.splice(0).reverse()) await one.close()
  }

  async #watched(): Promise<Alcove> {
    return await this.alcove(this.profiler && { inspectorPort: this.profiler.port })
  }

  /** All of them on one server, which is under everybody's load alike. */
  #database(name: string): Promise<string> {
    return this.#once(`database ${name}`, async () => {
      const server = await this.#once('postgres', async () => this.keep(await startPostgres()))
      return await createDatabase(server.url, name)
    })
  }

  #redisUrl(): Promise<string> {
    return this.#once('redis', async () => this.keep(await startRedis()).url)
  }

  #once<T>(name: string, start: () => Promise<T>): Promise<T> {
    const known = this.#shared.get(name)
    // What stands under a name was put there by the same call.
    if (known !== undefined) return known as Promise<T>
    const started = start()
    this.#shared.set(name, started)
    return started
  }
}
