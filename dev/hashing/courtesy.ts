import { writeFileSync } from 'node:fs'
import { setPriority } from 'node:os'

/** As `nice` counts: 0 is everybody else's. What is asked for by somebody who waits takes its share. */
const SHARE = 5
/** After all others; on a busy machine that is never. */
const LAST = 19
/** Milliseconds that nobody minds waiting, and a few times what a hash takes that nobody is in the way of. */
const PATIENCE_MS = 500

/** Does one thing at a time, and lets other processes go first where there are too few processors. */
export class Courtesy {
  #level: number | undefined
  #waiting = 0
  #last: Promise<unknown> = Promise.resolve()

  constructor() {
    quietly(() => setPriority(SHARE))
  }

  /** Does it when nobody else has anything to do, or when it has been kept from it long enough. */
  async yielding<T>(work: () => Promise<T>): Promise<T> {
    this.#waiting += 1
    const done = this.#last.then(() => this.#yield(work)).finally(() => this.#leave())
    this.#last = done.catch(() => {})
    return await done
  }

  async #yield<T>(work: () => Promise<T>): Promise<T> {
    this.#stand(LAST)
    const insisting = setTimeout(() => this.#stand(SHARE), PATIENCE_MS)
    try {
      return await work()
    } finally {
      clearTimeout(insisting)
    }
  }

  /** Whoever has nothing to do but to listen is to hear. */
  #leave(): void {
    this.#waiting -= 1
    if (this.#waiting === 0) this.#stand(SHARE)
  }

  // Linux may share time between sessions first, and looks at this number for that. Unlike a process's own
  // it may be lowered again by anybody (man 7 sched, "The autogroup feature").
  #stand(level: number): void {
    if (this.#level === level) return
    quietly(() => {
      writeFileSync('/proc/self/autogroup', String(level))
      this.#level = level
    })
  }
}

/** Another system, or one that does not share so: then it takes its turn like all. */
function quietly(act: () => void): void {
  try {
    act()
  } catch {}
}
