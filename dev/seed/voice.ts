import type { PendingSend } from '../../protocol/client/pending.ts'
import { RoomClient } from '../../protocol/client/room-client.ts'
import type { Person } from './person.ts'

/** A person's line to one room, for saying one thing after the other. */
export class Voice {
  readonly #client: RoomClient
  #onPending: (sends: readonly PendingSend[]) => void = () => {}

  constructor(person: Person, roomId: string) {
    this.#client = new RoomClient({
      open: () => person.open(roomId),
      handlers: {
        onWelcome() {},
        onEvents() {},
        onPresence() {},
        onStatus() {},
        onPending: sends => this.#onPending(sends),
      },
    })
    this.#client.start()
  }

  /** Resolves when the room has taken the message in. */
  say(body: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#onPending = sends => {
        const [refused] = sends.filter(send => send.state === 'failed')
        if (refused !== undefined) reject(new Error(`The room refused a message: ${refused.code}`))
        else if (sends.length === 0) resolve()
      }
      this.#client.send(body)
    })
  }

  leave(): void {
    this.#client.stop()
  }
}
