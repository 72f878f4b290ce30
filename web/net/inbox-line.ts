import { effect, signal } from '@preact/signals'
import { InboxClient } from '../../protocol/client/inbox-client.ts'
import { CLOSE } from '../../protocol/codes.ts'
import type { Standing } from '../../protocol/inbox-frames.ts'
import { withStandings } from '../state/standings.ts'
import { isAway, watchAttention } from './attention.ts'
import { followPage } from './page-life.ts'
import { leave } from './session.ts'
import { openSocket } from './socket.ts'

/** The line to the inbox of whoever is signed in, as signals for the screen. */
class InboxLine {
  /** How people are there who are watched, as far as it is known. */
  readonly standings = signal<ReadonlyMap<string, Standing>>(new Map())
  readonly isLive = signal(false)
  /** Who is watched, and by how many on the page. */
  readonly #watched = new Map<string, number>()
  #client: InboxClient | undefined

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
          // The session was ended elsewhere.
          if (status.phase === 'ended' && status.code === CLOSE.unauthenticated)
            leave({ expelled: true })
        },
      },
    })
    this.#client = client
    client.watch([...this.#watched.keys()])
    const look = watchAttention()
    const follow = effect(() => client.setAway(isAway.value))
    const page = followPage({ wake: () => client.wake(), doubt: () => client.doubt() })
    client.start()
    return () => {
      page()
      follow()
      look()
      client.stop()
      this.#client = undefined
      this.standings.value = new Map()
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
      this.#tell()
    }
  }

  #tell(): void {
    this.#client?.watch([...this.#watched.keys()])
  }
}

export const inbox = new InboxLine()
