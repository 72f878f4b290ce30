import type { Seat } from '../../bench/subjects/subject.ts'
import { Client } from './client.ts'

/** Socket.IO spoken by hand, so that a test sees what a generator of load will see. */
export class EngineClient {
  readonly raw: Client
  #lastAck = 0

  private constructor(raw: Client) {
    this.raw = raw
  }

  /** Through the handshake, up to what the server says to the wish to be connected. */
  static async take(seat: Seat): Promise<{ client: EngineClient; opening: string[] }> {
    const client = new EngineClient(await Client.take(seat))
    const handshake = await client.raw.hear()
    client.raw.say('40')
    return { client, opening: [handshake, await client.raw.hear()] }
  }

  /** @returns the frame that answers, when it is the next one */
  async join(roomId: string, afterId?: number): Promise<string> {
    this.raw.say(`420["room:join",${JSON.stringify({ roomId, afterId })}]`)
    return this.raw.hear()
  }

  /** @returns the number of the acknowledgement to come */
  send(payload: unknown): number {
    this.#lastAck++
    this.raw.say(`42${this.#lastAck}["message:send",${JSON.stringify(payload)}]`)
    return this.#lastAck
  }

  /** An acknowledgement with the number in front taken off. */
  async answer(ack: number): Promise<unknown> {
    const frame = await this.raw.hear()
    const prefix = `43${ack}`
    if (!frame.startsWith(`${prefix}[`)) throw new Error(`${frame} is not answer ${ack}`)
    const [answer] = JSON.parse(frame.slice(prefix.length))
    return answer
  }
}
