import { setTimeout as sleep } from 'node:timers/promises'
import { Remedy } from '../remedy.ts'
import { lastLines } from './folder.ts'
import { Part, type PartOptions } from './part.ts'
import { untilSilent } from './probe.ts'

/** A part that dies this often within the window is not worth another start. */
const DEATHS = 4
const WINDOW_MS = 60_000
const PAUSE_MS = 300

/** Keeps parts running, each started again when it dies, until told to end them all. */
export class Supervisor {
  readonly #say: (line: string) => void
  readonly #parts = new Map<string, Part>()
  #ending = false
  #giveUp: (reason: Remedy) => void = () => {}
  /** Rejects when a part keeps dying. */
  readonly broken: Promise<never>

  constructor(say: (line: string) => void) {
    this.#say = say
    this.broken = new Promise((_, reject) => {
      this.#giveUp = reject
    })
    // Whoever waits for it hears of it; that nobody may be waiting yet is no defect.
    this.broken.catch(() => {})
  }

  /** @param onStart gets the part now and after every restart. */
  start(options: PartOptions, onStart: (part: Part) => void = () => {}): void {
    this.#keep(options, onStart).catch(this.#giveUp)
  }

  async end(): Promise<void> {
    this.#ending = true
    await Promise.all([...this.#parts.values()].map(part => part.end()))
  }

  async #keep(options: PartOptions, onStart: (part: Part) => void): Promise<void> {
    const deaths: number[] = []
    while (!this.#ending) {
      const part = new Part(options, this.#say)
      this.#parts.set(options.title, part)
      onStart(part)
      await this.#untilUseless(part, options.health)
      if (this.#ending) return
      deaths.push(Date.now())
      if (deaths.filter(at => at > Date.now() - WINDOW_MS).length >= DEATHS)
        throw new Remedy(`${options.title} keeps stopping.\n${lastLines(options.log)}`)
      this.#say(`${options.title} stopped by itself; it is started again.`)
      // What it left behind holds its port.
      await part.end()
      await sleep(PAUSE_MS)
    }
  }

  /** A process can also hang: then it is ended, which comes to the same. */
  async #untilUseless(part: Part, health: string | undefined): Promise<void> {
    const over = new AbortController()
    const exited = part.exited.finally(() => over.abort())
    if (health !== undefined) await Promise.race([exited, untilSilent(health, over.signal)])
    else await exited
  }
}
