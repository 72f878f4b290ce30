import { effect, signal, untracked } from '@preact/signals'
import { InboxClient } from '../../protocol/client/inbox-client.ts'
import type { LineStatus } from '../../protocol/client/status.ts'
import { CLOSE } from '../../protocol/codes.ts'
import type { Standing } from '../../protocol/inbox-frames.ts'
import { withoutStandings, withStandings } from '../state/standings.ts'
import { isAway, watchAttention } from './attention.ts'
import { followPage } from './page-life.ts'
import { leave } from './session.ts'
import { openSocket } from './socket.ts'

/** Milliseconds after which it is asked anew how others are there, by who comes back to the page. */
const ASK_AGAIN_MS = 10 * 60_000
/** Milliseconds without a line after which it counts as not known how others are there. */
const FORGOTTEN_AFTER_MS = 60_000

/** The line to the inbox of whoever is signed in, as signals for the screen. */
class InboxLine {
  /** How people are there who are watched, as far as it is known. */
  readonly standings = signal<ReadonlyMap<string, Standing>>(new Map())
  readonly isLive = signal(false)
  /** Who is watched, and by how many on the page. */
  readonly #watched = new Map<string, number>()
  #client: InboxClient | undefined
  #askedAt = Date.now()
  #timer: ReturnType<typeof setTimeout> | undefined

  /** @returns what closes it again */
  open(): () => void {
    const client = new InboxClient({
      open: () => openSocket('/api/inbox/socket'),
      handlers: {
        onPeople: people => {
          this.standings.value = withStandings(this.standings.value, people)
        },
        onStatus: status => {
          this.isLive.value = status.phase === 'live'
          this.#look(status)
          // The session was ended elsewhere.
          if (status.phase === 'ended' && status.code === CLOSE.unauthenticated)
            leave({ expelled: true })
        },
      },
    })
    this.#client = client
    client.watch([...this.#watched.keys()])
    const look = watchAttention()
    const follow = effect(() => {
      client.setAway(isAway.value)
      if (!isAway.value) untracked(() => this.#back())
    })
    const page = followPage({ wake: () => client.wake(), doubt: () => client.doubt() })
    client.start()
    return () => {
      page()
      follow()
      look()
      client.stop()
      this.#client = undefined
    }
  }

  /** Wants to know how these are there. @returns what ends that */
  watch(ids: readonly string[]): () => void {
    for (const id of ids) this.#watched.set(id, (this.#watched.get(id) ?? 0) + 1)
    this.#tell()
    return () => {
      for (const id of ids) {
        const left = (this.#watched.get(id) ?? 0) - 1
        if (left > 0) this.#watched.set(id, left)
        else this.#watched.delete(id)
      }
      // Whoever draws others next watches most of these again, in a moment.
      queueMicrotask(() => this.#drop(ids))
      this.#tell()
    }
  }

  /** What may be known of others has become different. */
  watchAgain(): void {
    this.#askedAt = Date.now()
    this.#client?.watchAgain()
  }

  #drop(ids: readonly string[]): void {
    const gone = ids.filter(id => !this.#watched.has(id))
    this.standings.value = withoutStandings(this.standings.peek(), gone)
  }

  /** The person is at the page again: word of something may have been lost meanwhile. */
  #back(): void {
    if (Math.abs(Date.now() - this.#askedAt) > ASK_AGAIN_MS) this.watchAgain()
  }

  /** Without a line, what is known soon says nothing any more. */
  #look({ phase }: LineStatus): void {
    if (phase === 'waiting') this.#timer ??= setTimeout(() => this.#forget(), FORGOTTEN_AFTER_MS)
    else if (phase !== 'connecting') {
      clearTimeout(this.#timer)
      this.#timer = undefined
      if (phase === 'ended') this.#forget()
    }
  }

  #forget(): void {
    this.standings.value = new Map()
  }

  #tell(): void {
    this.#askedAt = Date.now()
    this.#client?.watch([...this.#watched.keys()])
  }
}

export const inbox = new InboxLine()
