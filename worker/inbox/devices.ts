import { CLOSE, type CloseCode } from '../../protocol/codes.ts'
import type { Presence } from '../../protocol/inbox-frames.ts'
import { ANYWHERE_LEASE_MS } from '../../protocol/limits.ts'
import { presenceBy } from '../domain/presence.ts'
import { Heard, type SocketHost } from '../objects/heard.ts'
import { type Device, deviceSchema } from './device.ts'

/** The sockets of one person's devices. What is known of each outlives a sleep in its attachment. */
export class Devices {
  readonly #host: SocketHost
  readonly #devices = new Map<WebSocket, Device>()
  readonly #heard: Heard
  #lastAt = 0
  /** When the last socket ended whose person had not turned away from it. */
  #attendedUntil = 0

  constructor(host: SocketHost) {
    this.#host = host
    this.#heard = new Heard(host)
    for (const socket of host.getWebSockets()) {
      const device = attached(socket)
      if (device !== undefined) this.#devices.set(socket, device)
    }
  }

  get size(): number {
    return this.#devices.size
  }

  /** When a device was last heard of, in this life of the object: milliseconds since 1970, or 0. */
  get lastAt(): number {
    return this.#heards(0).reduce((last, { heardAt }) => Math.max(last, heardAt), this.#lastAt)
  }

  /** The sockets of which nothing was heard for so long, or whose sign-in has run out. */
  overdue(silentMs: number, now: number): [WebSocket, CloseCode][] {
    return this.entries().flatMap(([socket, { expiresAt }]): [WebSocket, CloseCode][] => {
      if (expiresAt <= now) return [[socket, CLOSE.unauthenticated]]
      return now - this.heardAt(socket) >= silentMs ? [[socket, CLOSE.silent]] : []
    })
  }

  of(socket: WebSocket): Device | undefined {
    return this.#devices.get(socket)
  }

  entries(): [WebSocket, Device][] {
    return [...this.#devices]
  }

  /** The one that has been there for longest. */
  get oldest(): WebSocket | undefined {
    const [first] = this.entries().sort(([, a], [, b]) => a.connectedAt - b.connectedAt)
    return first?.[0]
  }

  presence(now: number): Presence {
    return presenceBy(this.#heards(now), now)
  }

  /**
   * Since when the person is away from all of their devices, in milliseconds since 1970: they turned away from the
   * last, or it was closed, which is known in this life of the object alone.
   */
  get awayAt(): number {
    return this.entries().reduce(
      (last, [, { awayAt }]) => Math.max(last, awayAt ?? 0),
      this.#attendedUntil,
    )
  }

  /** Everybody of whom one of the devices wants to know. */
  get watched(): Set<string> {
    return new Set([...this.#devices.values()].flatMap(({ watching }) => watching))
  }

  accept(socket: WebSocket, device: Device): void {
    this.#host.acceptWebSocket(socket)
    this.#save(socket, device)
  }

  /** Something has become different with a device, if it is there yet. */
  change(socket: WebSocket, change: Partial<Device>): void {
    const device = this.#devices.get(socket)
    if (device !== undefined) this.#save(socket, { ...device, ...change })
  }

  /** A frame came over the socket. */
  spoke(socket: WebSocket, now: number): void {
    this.#heard.spoke(socket, now)
  }

  /** @returns whether it was there */
  end(socket: WebSocket, now: number): boolean {
    // A socket whose close woke the object may be missing from the list it woke with.
    const device = this.#devices.get(socket) ?? attached(socket)
    const heardAt = this.heardAt(socket)
    this.#devices.delete(socket)
    socket.serializeAttachment(null)
    if (device === undefined) return false
    // Who had been silent for long was not here until now.
    const at = now - heardAt < ANYWHERE_LEASE_MS ? now : heardAt
    if (device.isIn) this.#lastAt = Math.max(this.#lastAt, at)
    if (device.isIn && device.awayAt === null)
      this.#attendedUntil = Math.max(this.#attendedUntil, at)
    return true
  }

  /** When a socket was last heard of, in milliseconds since 1970. */
  heardAt(socket: WebSocket): number {
    return this.#heard.at(socket, this.#devices.get(socket)?.connectedAt)
  }

  /** The devices that have said hello and whose sign-in runs. */
  #heards(now: number): { heardAt: number; isAway: boolean }[] {
    return this.entries()
      .filter(([, { isIn, expiresAt }]) => isIn && expiresAt > now)
      .map(([socket, { awayAt }]) => ({ heardAt: this.heardAt(socket), isAway: awayAt !== null }))
  }

  #save(socket: WebSocket, device: Device): void {
    socket.serializeAttachment(device)
    this.#devices.set(socket, device)
  }
}

function attached(socket: WebSocket): Device | undefined {
  return deviceSchema.safeParse(socket.deserializeAttachment()).data
}
