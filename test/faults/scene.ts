import type { Visitor } from '../support/visitor.ts'
import { type Fact, History } from './checker/history.ts'
import { type Count, count, judge, type Terms, type Violation } from './checker/judge.ts'
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
    const person = new Person(this.#name('person'), visitor, this.roomId, this.history)
    this.people.push(person)
    person.client.start()
    return person
  }

  /** Somebody whose client knows nothing but the document. */
  enterNaively(
    visitor: Visitor,
    options: { v?: 1 | 2; confirms?: boolean; fromStart?: boolean } = {},
  ): NaiveClient {
    const stranger = new NaiveClient({
      name: this.#name('stranger'),
      user: visitor.id,
      at: () => visitor.socketAt(this.roomId),
      history: this.history,
      random: () => this.#world.seed.next(),
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
    await until('everybody is live', () => this.#everybody.every(one => one.isLive))
  }

  get acknowledged(): number {
    return this.history.entries.filter(entry => entry.kind === 'ok').length
  }

  /** Waits until nothing is under way any more, and judges what happened. */
  async judged(terms: Terms = {}): Promise<Violation[]> {
    return (await this.verdict(terms)).violations
  }

  async verdict(terms: Terms = {}): Promise<Count & { violations: Violation[] }> {
    const { history } = this
    history.note({ kind: 'healed' })
    const isQuiet = () => this.#everybody.every(one => one.isLive && one.pending === 0)
    await until('everybody is live and acknowledged', isQuiet, QUIET_PATIENCE_MS)
    const log = await this.log()
    const head = log.at(-1)?.seq ?? 0
    const isHere = () => this.#everybody.every(one => one.lastSeq >= head)
    await until('everybody has read everything', isHere, QUIET_PATIENCE_MS).catch(() => {})
    for (const one of this.#everybody) one.settled()
    const isDrained = async () => ((await this.#world.carried()).get(this.roomId) ?? 0) >= head
    const drained = until('everything is in Postgres', isDrained, QUIET_PATIENCE_MS)
    await drained.then(() => history.note({ kind: 'drained' })).catch(() => {})
    const stored = await this.#world.stored(this.roomId)
    const evidence = { log, stored }
    return {
      ...count(history.entries, evidence),
      violations: judge(history.entries, evidence, terms),
    }
  }

  /** The log from its beginning, by a reader who comes after 0. */
  async log(): Promise<Fact[]> {
    const reader = new NaiveClient({
      name: this.#name('reader'),
      user: this.owner.id,
      at: () => this.owner.socketAt(this.roomId),
      // Not part of what is judged: it is what the rest is judged by.
      history: new History(),
      random: () => this.#world.seed.next(),
      fromStart: true,
    })
    reader.start()
    try {
      await until('the log is read', () => reader.isLive, QUIET_PATIENCE_MS)
      return [...reader.facts]
    } finally {
      reader.stop()
    }
  }

  leave(): void {
    for (const person of this.people) person.client.stop()
    for (const stranger of this.strangers) stranger.stop()
  }

  get #everybody(): (Person | NaiveClient)[] {
    return [...this.people, ...this.strangers]
  }

  #name(kind: string): string {
    this.#names += 1
    return `${kind} ${this.#names}`
  }
}
