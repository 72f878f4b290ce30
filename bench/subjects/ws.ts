import { join } from 'node:path'
import { ServerProcess } from './server-process.ts'
import type { Seat, Subject } from './subject.ts'

/** A relay on the `ws` package: every frame to everybody of its room, and nothing else. */
export async function startWs(): Promise<Subject> {
  return new Ws(await ServerProcess.start(join(import.meta.dirname, 'ws/server.ts')))
}

class Ws implements Subject {
  readonly name = 'ws'
  readonly #server: ServerProcess

  constructor(server: ServerProcess) {
    this.#server = server
  }

  async seats(rooms: number, perRoom: number): Promise<Seat[]> {
    const names = Array.from({ length: rooms }, () => crypto.randomUUID())
    return names.flatMap(room =>
      Array.from({ length: perRoom }, () => ({
        url: `ws://127.0.0.1:${this.#server.port}/${room}`,
        headers: {},
        room,
      })),
    )
  }

  async pids(): Promise<number[]> {
    return [this.#server.pid]
  }

  close(): Promise<void> {
    return this.#server.close()
  }
}
