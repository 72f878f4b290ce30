import { join } from 'node:path'
import { ServerProcess } from './server-process.ts'
import type { Seat, Subject } from './subject.ts'

/** A bare Durable Object under the local runtime: one row a message, then everybody is told. */
export async function startNaiveObject(): Promise<Subject> {
  return new NaiveObject(
    await ServerProcess.start(join(import.meta.dirname, 'naive-object/server.ts')),
  )
}

class NaiveObject implements Subject {
  readonly name = 'naive-object'
  readonly #server: ServerProcess

  constructor(server: ServerProcess) {
    this.#server = server
  }

  async seats(rooms: number, perRoom: number): Promise<Seat[]> {
    const names = Array.from({ length: rooms }, () => crypto.randomUUID())
    return names.flatMap(room => Array.from({ length: perRoom }, () => this.#seat(room)))
  }

  /** The runtime alone: Node beside it only started it. */
  pids(): Promise<number[]> {
    return this.#server.children('workerd')
  }

  close(): Promise<void> {
    return this.#server.close()
  }

  #seat(room: string): Seat {
    const url = `ws://127.0.0.1:${this.#server.port}/rooms/${room}/socket?user=${crypto.randomUUID()}`
    return { url, headers: {}, room }
  }
}
