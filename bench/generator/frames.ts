// The client's half of RFC 6455, as little of it as carries text: whoever measures a server must not
// be busier than the server.

export const OPCODE = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const

/** Bytes of a frame's head from a client: 2, the length's own, and 4 of masking. */
const LENGTH_16 = 126
const LENGTH_64 = 127
const MASKED = 0x80
const FIN = 0x80

/**
 * A text frame from a client. Its mask is zero, which RFC 6455 allows as any other and which leaves the
 * text as it is; the server unmasks it all the same.
 */
export function clientFrame(text: string, opcode: number = OPCODE.text): Buffer {
  const length = Buffer.byteLength(text)
  if (length > 0xffff) throw new RangeError('frames of a client are small')
  const extended = length >= LENGTH_16 ? 2 : 0
  const frame = Buffer.alloc(2 + extended + 4 + length)
  frame[0] = FIN | opcode
  frame[1] = MASKED | (extended ? LENGTH_16 : length)
  if (extended) frame.writeUInt16BE(length, 2)
  frame.write(text, 2 + extended + 4)
  return frame
}

/** Takes a server's bytes as they come and hands on whole frames. */
export class FrameReader {
  readonly #take: (opcode: number, payload: Buffer) => void
  /** The beginning of a frame whose end has not come. */
  #rest: Buffer | undefined
  #held = 0

  /** @param take is given the payload as a view that is valid until it returns */
  constructor(take: (opcode: number, payload: Buffer) => void) {
    this.#take = take
  }

  /** @throws Error when the server does what this reader was not made for: fragments, masks */
  read(chunk: Buffer): void {
    if (this.#rest === undefined) this.#keep(chunk, this.#frames(chunk))
    else this.#goOn(this.#rest, chunk)
  }

  /** Fills up the frame that was begun; it was given room for all of it as soon as its length was known. */
  #goOn(rest: Buffer, chunk: Buffer): void {
    const missing = rest.length - this.#held
    const taken = Math.min(missing, chunk.length)
    chunk.copy(rest, this.#held, 0, taken)
    this.#held += taken
    if (this.#held < rest.length) return
    this.#rest = undefined
    const end = this.#frames(rest)
    // Only its head was complete: now its length is known.
    if (end < rest.length) this.#keep(rest, end)
    if (taken < chunk.length) this.read(chunk.subarray(taken))
  }

  #keep(bytes: Buffer, from: number): void {
    const left = bytes.length - from
    if (left === 0) return
    const size = frameSize(bytes, from)
    const wanted = Number.isNaN(size) ? left + 1 : size
    this.#rest = Buffer.allocUnsafe(wanted)
    bytes.copy(this.#rest, 0, from)
    this.#held = left
  }

  /** @returns where the first incomplete frame begins */
  #frames(bytes: Buffer): number {
    let at = 0
    for (;;) {
      const size = frameSize(bytes, at)
      if (!(at + size <= bytes.length)) return at
      const first = bytes[at] ?? 0
      if ((first & FIN) === 0) throw new Error('the server sent a fragment')
      const head = headSize(bytes[at + 1] ?? 0)
      this.#take(first & 0x0f, bytes.subarray(at + head, at + size))
      at += size
    }
  }
}

/** @returns bytes of the frame that begins here, or NaN when too little of it is there to tell */
function frameSize(bytes: Buffer, at: number): number {
  const second = bytes[at + 1]
  if (second === undefined) return Number.NaN
  if ((second & MASKED) !== 0) throw new Error('the server masked a frame')
  const head = headSize(second)
  if (bytes.length < at + head) return Number.NaN
  if (second === LENGTH_16) return head + bytes.readUInt16BE(at + 2)
  if (second === LENGTH_64) return head + Number(bytes.readBigUInt64BE(at + 2))
  return head + second
}

function headSize(second: number): number {
  if (second === LENGTH_16) return 4
  return second === LENGTH_64 ? 10 : 2
}
