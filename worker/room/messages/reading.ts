import type { MessageSent } from '../../../protocol/events.ts'
import { READERS_PAGE } from '../../../protocol/limits.ts'
import type {
  Edits as EditsAnswer,
  History,
  HistoryQuery,
  Reactors,
  ReactorsQuery,
  SomeMessages,
  Threads as ThreadsAnswer,
  ThreadsQuery,
} from '../../../protocol/rest.ts'
import { done, type Outcome, refused } from '../../domain/outcome.ts'
import type { Authority } from '../authority.ts'
import type { Log } from '../log.ts'
import type { Meta } from '../meta.ts'
import type { Older } from '../older.ts'
import type { Actor } from '../operations.ts'
import { history } from './history.ts'
import type { Messages } from './messages.ts'

export interface ReadingParts {
  authority: Authority
  log: Log
  meta: Meta
  older: Older
  messages: Messages
  /** Milliseconds until somebody may read what takes looking up; 0 when this is paid for. */
  waitToRead: (userId: string) => number
}

/**
 * What was said, for whoever may read it. Postgres may take its time to answer, so whether they may is asked
 * before and behind. Everything here throws Unavailable when it takes Postgres, and that does not answer.
 */
export class Reading {
  readonly #parts: ReadingParts

  constructor(parts: ReadingParts) {
    this.#parts = parts
  }

  async history(actor: Actor, query: HistoryQuery): Promise<Outcome<History>> {
    return await this.#read(actor, async () => {
      const { messages, olderLeft, newerLeft } = await history(this.#parts, query)
      return done({
        ...this.#shown(messages, actor),
        before: olderLeft ? (messages[0]?.seq ?? null) : null,
        after: newerLeft ? (messages.at(-1)?.seq ?? null) : null,
      })
    })
  }

  /** Those of these messages that there are. */
  async some(actor: Actor, seqs: readonly number[]): Promise<Outcome<SomeMessages>> {
    return await this.#lookUp(actor, async () =>
      done(this.#shown(await this.#parts.messages.at(seqs), actor)),
    )
  }

  /** The pinned ones, those pinned last first. */
  async pins(actor: Actor): Promise<Outcome<SomeMessages>> {
    const { messages } = this.#parts
    return await this.#lookUp(actor, async () => {
      const seqs = [...messages.pins.all().keys()]
      const found = bySeq(await messages.at(seqs))
      const inOrder = seqs.flatMap(seq => found.get(seq) ?? []).filter(({ body }) => body !== '')
      return done(this.#shown(inOrder, actor))
    })
  }

  async threads(
    actor: Actor,
    { mine, before, limit }: ThreadsQuery,
  ): Promise<Outcome<ThreadsAnswer>> {
    const { messages } = this.#parts
    return await this.#lookUp(actor, async () => {
      const found = messages.threads.page(actor.id, { mine, before, limit: limit + 1 })
      const page = found.slice(0, limit)
      const roots = bySeq(await messages.at(page.map(({ root }) => root)))
      const shown = new Map(
        messages.shown([...roots.values()], actor.id).map(message => [message.seq, message]),
      )
      return done({
        threads: page.flatMap(({ root, follows, unread }) => {
          const message = shown.get(root)
          return message === undefined ? [] : [{ root: message, follows, unread }]
        }),
        before: found.length > limit ? (page.at(-1)?.lastSeq ?? null) : null,
        head: this.#parts.log.head,
      })
    })
  }

  /** What a message said before, oldest first. */
  async edits(actor: Actor, seq: number): Promise<Outcome<EditsAnswer>> {
    const { log, meta, messages, older } = this.#parts
    return await this.#lookUp(actor, async () => {
      const places = [seq, ...messages.edits.retellingsOf(seq)]
      const below = places.filter(place => place < meta.base && place >= meta.expired)
      const carried = below.length === 0 ? [] : await older.eventsAt(below)
      const held = places
        .filter(place => place >= meta.base)
        .flatMap(place => log.after(place - 1, 1))
      const versions = [...carried, ...held].flatMap(event => {
        if (event.type === 'message.sent') return { body: event.body, at: event.at, by: event.by }
        if (event.type !== 'message.edited') return []
        const said = event.messages.find(message => message.seq === seq)
        return said === undefined ? [] : { body: said.body, at: event.at, by: event.by }
      })
      const [first] = versions
      if (first === undefined) return refused('no_such_message')
      return first.body === '' ? refused('message_deleted') : done({ versions })
    })
  }

  /** Who put an emoji to a message. */
  async reactors(
    actor: Actor,
    seq: number,
    { emoji, after }: ReactorsQuery,
  ): Promise<Outcome<Reactors>> {
    const { messages } = this.#parts
    return await this.#lookUp(actor, async () => {
      const [message] = await messages.at([seq])
      if (message === undefined) return refused('no_such_message')
      if (message.body === '') return refused('message_deleted')
      return done(messages.reactions.people(seq, emoji, after, READERS_PAGE))
    })
  }

  /** What is scattered costs the room more than a page of its history. */
  async #lookUp<T>(actor: Actor, question: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const { authority, waitToRead } = this.#parts
    const permitted = authority.permit(actor, 'messages.read')
    if (!permitted.ok) return permitted
    const wait = waitToRead(actor.id)
    return wait > 0 ? refused('rate_limited', wait) : await this.#read(actor, question)
  }

  async #read<T>(actor: Actor, question: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const permitted = this.#parts.authority.permit(actor, 'messages.read')
    if (!permitted.ok) return permitted
    const answer = await question()
    const still = this.#parts.authority.permit(actor, 'messages.read')
    return still.ok ? answer : still
  }

  #shown(messages: readonly MessageSent[], { id }: Actor): SomeMessages {
    return { messages: this.#parts.messages.shown(messages, id), head: this.#parts.log.head }
  }
}

function bySeq(messages: readonly MessageSent[]): Map<number, MessageSent> {
  return new Map(messages.map(message => [message.seq, message]))
}
