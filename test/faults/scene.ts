import type { Visitor } from '../support/visitor.ts'
import { History } from './checker/history.ts'
import { type Count, count, judge, type Terms, type Violation } from './checker/judge.ts'
import { readLog } from './people/log-reader.ts'
import { NaiveClient } from './people/naive.ts'
import { Person } from './people/person.ts'
import { until, wait } from './until.ts'
import type { World } from './world.ts'

/** Milliseconds for everybody to be live, acknowledged and drained once all is well again. */
const QUIET_PATIENCE_MS = 60_000

/** One room, the people in it, and the history of what they saw. */
export class Scene {
  readonly roomId: string
  readonly owner: Visitor
  readonly history = new History()
  readonly people: Person[] = []
  readonly strangers: NaiveClient[] = []
  readonly #world: World
  readonly #random = () => this.#world.seed.next()
  #cids = 0
  #names = 0

  constructor(world: World, roomId: string, owner: Visitor) {
    this.#world = world
    this.roomId = roomId
    this.owner = owner
    this.history.note({ kind: 'joins', user: owner.id })
  }

  /** Makes somebody a member. */
  async admit(visitor: Visitor): Promise<void> {
    this.history.note({ kind: 'joins', user: visitor.id })
    await visitor.join(this.roomId)
  }

  /** Somebody with the project's own client. */
  enter(visitor: Visitor): Person {
    const { roomId, history } = this
    const name = this.#name('person')
    const person = new Person({ name, visitor, roomId, history, random: this.#random })
    this.people.push(person)
    person.client.start()
    return person
  }

  /** Somebody whose client knows nothing but the document. */
  enterNaively(visitor: Visitor, options: { v?: 1 | 2; confirms?: boolean } = {}): NaiveClient {
    const stranger = new NaiveClient({
      name: this.#name('stranger'),
      user: visitor.id,
      at: () => visitor.socketAt(this.roomId),
      history: this.history,
      random: this.#random,
      ...options,
    })
    this.strangers.push(stranger)
    stranger.start()
    return stranger
  }

  /** Everybody says something, one after another, every `ms`, until told to stop. */
  chatter(ms: number): { stop: () => Promise<void> } {
    let isOn = true
    const talking = (async () => {
      for (let turn = 0; isOn; turn++) {
        this.saySomething(turn)
        await wait(ms)
      }
    })()
    return {
      async stop() {
        isOn = false
        await talking
      },
    }
  }

  /** The next one in turn says something. */
  saySomething(turn: number): void {
    const speakers = [...this.people, ...this.strangers]
    const speaker = speakers[turn % speakers.length]
    const body = `${turn} ${'tide pools and lanterns '.repeat(this.#world.seed.between(0, 4))}`
    if (speaker instanceof Person) speaker.say(body)
    else speaker?.say(this.cid(), body)
  }

  cid(): string {
    this.#cids += 1
    return `stranger-${this.#cids}`
  }

  async live(): Promise<void> {
    await until('everybody is live', () => this.#here.every(one => one.isLive))
  }

  get acknowledged(): number {
    return this.history.entries.filter(entry => entry.kind === 'ok').length
  }

  /** Somebody who may not tries something. */
  async attempt(user: string, what: string, act: () => Promise<unknown>): Promise<void> {
    const granted = await act().then(
      () => true,
      () => false,
    )
    this.history.note({ kind: 'attempt', user, what, granted })
  }

  /** Ends somebody's membership; from then on nothing is for them. */
  async remove(person: Person, ban = false): Promise<void> {
    const path = `/api/rooms/${this.roomId}/members/${person.visitor.id}`
    await this.owner.call('DELETE', ban ? `${path}?ban=true` : path)
    this.history.note({ kind: 'barred', client: person.name })
  }

  /** Somebody who was barred is back. */
  restore(person: Person): void {
    this.history.note({ kind: 'returns', client: person.name })
    person.client.start()
  }

  /** Waits until nothing is under way any more, and judges what happened. */
  async judged(terms: Terms = {}, patience = QUIET_PATIENCE_MS): Promise<Violation[]> {
    return (await this.verdict(terms, patience)).violations
  }

  /** @param patience milliseconds for everything to come to its end */
  async verdict(
    terms: Terms = {},
    patience = QUIET_PATIENCE_MS,
  ): Promise<Count & { violations: Violation[] }> {
    const { history } = this
    history.note({ kind: 'healed' })
    const isQuiet = () => this.#here.every(one => one.isLive && one.pending === 0)
    await inTime('everybody is live and acknowledged', isQuiet, patience)
    const log = await readLog(...this.#past())
    const head = log.at(-1)?.seq ?? 0
    const isRead = () => this.#here.every(one => one.lastSeq >= head)
    await inTime('everybody has read everything', isRead, patience)
    for (const one of this.#here) this.#settle(one)
    const isDrained = async () => ((await this.#world.carried()).get(this.roomId) ?? 0) >= head
    const drained = await inTime('everything is in Postgres', isDrained, patience)
    if (drained) history.note({ kind: 'drained' })
    const evidence = { log, stored: await this.#world.stored(this.roomId) }
    return {
      ...count(history.entries, evidence),
      violations: judge(history.entries, evidence, terms),
    }
  }

  #settle(one: Person | NaiveClient): void {
    one.settled()
    const stuck = (what: string) => this.history.note({ kind: 'stuck', client: one.name, what })
    if (!one.isLive) stuck('is not connected')
    if (one.pending > 0) stuck(`${one.pending} sends were never answered`)
  }

  /** The room itself, past everything that stands in between. */
  #past(): [string, Record<string, string>] {
    const { url, headers } = this.owner.socketAt(this.roomId)
    return [url.replace(/^ws:\/\/[^/]+/, this.#world.runtime.url.replace('http', 'ws')), headers]
  }

  leave(): void {
    for (const person of this.people) person.client.stop()
    for (const stranger of this.strangers) stranger.stop()
  }

  /** Everybody who was not shut out for good. */
  get #here(): (Person | NaiveClient)[] {
    return [...this.people, ...this.strangers].filter(one => !one.isOut)
  }

  #name(kind: string): string {
    this.#names += 1
    return `${kind} ${this.#names}`
  }
}

/** @returns whether it came about in time */
async function inTime(
  what: string,
  holds: () => boolean | Promise<boolean>,
  patience: number,
): Promise<boolean> {
  return await until(what, holds, patience).then(
    () => true,
    () => false,
  )
}
