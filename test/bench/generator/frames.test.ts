import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clientFrame, FrameReader, OPCODE } from '../../../bench/generator/frames.ts'

/** A server's frame: RFC 6455, section 5.2. */
function serverFrame(text: string): Buffer {
  const payload = Buffer.from(text)
  const { length } = payload
  const head = Buffer.alloc(length < 126 ? 2 : length <= 0xffff ? 4 : 10)
  head[0] = 0x81
  head[1] = length < 126 ? length : length <= 0xffff ? 126 : 127
  if (head.length === 4) head.writeUInt16BE(length, 2)
  if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2)
  return Buffer.concat([head, payload])
}

function read(chunks: readonly Buffer[]): string[] {
  const texts: string[] = []
  const reader = new FrameReader((_, payload) => texts.push(payload.toString()))
  for (const chunk of chunks) reader.read(chunk)
  return texts
}

describe('a reader of frames', () => {
  test('gets every text whole, however the bytes are cut', () => {
    const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 300 }), { maxLength: 8 })
    fc.assert(
      fc.property(texts, fc.array(fc.nat()), (texts, cuts) => {
        const bytes = Buffer.concat(texts.map(serverFrame))
        const places = [0, ...cuts.map(cut => cut % (bytes.length + 1)), bytes.length]
        places.sort((a, b) => a - b)
        const chunks = places.slice(1).map((place, index) => bytes.subarray(places[index], place))
        expect(read(chunks)).toEqual(texts)
      }),
    )
  })

  test.each([125, 126, 65_535, 65_536, 200_000])('knows the length of %i bytes', length => {
    const text = 'x'.repeat(length)
    const bytes = serverFrame(text)
    expect(read([bytes.subarray(0, 1), bytes.subarray(1, 3), bytes.subarray(3)])).toEqual([text])
  })

  test('refuses what it was not made for', () => {
    expect(() => read([Buffer.from([0x01, 0x01, 0x61])])).toThrow('fragment')
    expect(() => read([clientFrame('masked')])).toThrow('masked')
  })
})

describe('a frame of a client', () => {
  test('is small', () => {
    expect(() => clientFrame('x'.repeat(65_536))).toThrow(RangeError)
    expect(clientFrame('', OPCODE.close)[0]).toBe(0x88)
  })
})
