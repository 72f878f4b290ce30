import { describe, expect, it } from 'vitest'
import {
  BODY_MAX_CHARS,
  FRAME_MAX_BYTES,
  HELLO_TIMEOUT_MS,
  PROTOCOL_VERSION,
  PROTOCOL_VERSION_OLDEST,
} from '../../../protocol/limits.ts'
import { as } from '../support/as.ts'
import { person } from '../support/people.ts'
import { card, dial, enter, room, roomStub } from '../support/rooms.ts'

/** Ada misbehaves on one socket while Grace listens on another. */
async function company() {
  const [ada, grace] = await Promise.all([person('Ada'), person('Grace')])
  const stub = await room(ada, grace)
  const [a, g] = [await enter(stub, ada), await enter(stub, grace)]
  return {
    line: a.line,
    /** Grace's socket still works, and has heard nothing but what was properly sent. */
    async undisturbed(heard = 0) {
      g.line.send('probe', 'still here')
      await g.line.until(() => g.line.messages().some(message => message.cid === 'probe'))
      expect(g.line.messages()).toHaveLength(heard + 1)
    },
  }
}

describe('a frame that is refused', () => {
  const long = 'x'.repeat(BODY_MAX_CHARS)
  it.each([
    ['text that is no JSON', 'hello?', { code: 'bad_json' }],
    ['a JSON array', '[1,2]', { code: 'bad_json' }],
    ['a JSON string', '"send"', { code: 'bad_json' }],
    ['null', 'null', { code: 'bad_json' }],
    ['an unknown type', '{"type":"fly","cid":"c1"}', { code: 'unknown_frame', cid: 'c1' }],
    ['a type every object has', '{"type":"constructor"}', { code: 'unknown_frame' }],
    ['no type', '{"cid":"c1"}', { code: 'unknown_frame', cid: 'c1' }],
    ['a missing field', '{"type":"send","cid":"c1"}', { code: 'bad_frame', field: 'body' }],
    ['a wrong kind', '{"type":"send","cid":"c1","body":7}', { code: 'bad_frame', field: 'body' }],
    ['an unknown field', '{"type":"send","cid":"c1","body":"x","by":"me"}', { field: 'by' }],
    ['a bad cid', '{"type":"send","cid":"a b","body":"x"}', { code: 'bad_frame', field: 'cid' }],
    ['a negative seq', '{"type":"page","after":-1}', { code: 'bad_frame', field: 'after' }],
    ['a second hello', '{"type":"hello","v":1}', { code: 'hello_repeated' }],
    ['an empty body', '{"type":"send","cid":"c1","body":""}', { code: 'body_empty', cid: 'c1' }],
    ['blanks', '{"type":"send","cid":"c1","body":" \\u200b\\n\\u3164"}', { code: 'body_empty' }],
    [
      '4,001 characters',
      JSON.stringify({ type: 'send', cid: 'c1', body: `${long}x` }),
      { code: 'body_too_long' },
    ],
    [
      'U+0000',
      '{"type":"send","cid":"c1","body":"a\\u0000b"}',
      { code: 'body_invalid', cid: 'c1' },
    ],
    ['a lone surrogate', '{"type":"send","cid":"c1","body":"a\\ud800"}', { code: 'body_invalid' }],
    [
      'deep nesting',
      `{"type":"send","x":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
      { code: 'bad_frame' },
    ],
  ])('names the fault: %s', async (_, text, expected) => {
    const { line, undisturbed } = await company()
    line.socket.send(text)
    expect(await line.next('error')).toMatchObject(expected)
    await undisturbed()
    line.send('fine', 'the socket goes on')
    await line.until(() => line.messages().some(message => message.cid === 'fine'))
  })

  it('pollutes no prototype', async () => {
    const { line } = await company()
    line.socket.send('{"type":"send","cid":"c1","body":"x","__proto__":{"type":"page"}}')
    expect(await line.next('error')).toMatchObject({ code: 'bad_frame' })
  })

  it('is one too long by a character, not by a byte: 4,000 characters of four bytes pass', async () => {
    const { line, undisturbed } = await company()
    line.send('c1', '👋'.repeat(BODY_MAX_CHARS))
    expect((await line.next('events')).events).toMatchObject([{ cid: 'c1' }])
    await undisturbed(1)
  })
})

describe('a frame that ends the socket', () => {
  it('is binary: 1003', async () => {
    const { line, undisturbed } = await company()
    line.socket.send(new Uint8Array([1, 2, 3]))
    expect(await line.closed).toMatchObject({ code: 1003 })
    await undisturbed()
  })

  it.each([
    ['in ASCII', 'x'.repeat(FRAME_MAX_BYTES)],
    ['in bytes, not in characters', '語'.repeat(FRAME_MAX_BYTES / 3)],
  ])('is oversize %s: 1009', async (_, body) => {
    const { line, undisturbed } = await company()
    line.send('c1', body)
    expect(await line.closed).toMatchObject({ code: 1009 })
    await undisturbed()
  })

  it.each([
    PROTOCOL_VERSION_OLDEST - 1,
    PROTOCOL_VERSION + 1,
  ])('is a hello of version %i, which rooms do not speak: 4010', async v => {
    const ada = await person('Ada')
    const line = await dial(await room(ada), ada)
    line.say({ type: 'hello', v })
    expect(await line.closed).toMatchObject({ code: 4010 })
  })

  it('comes after the session has ended: 4001', async () => {
    const ada = await person('Ada')
    const stub = await room(ada)
    const { line } = await enter(stub, { ...ada, expiresAt: Date.now() + 200 })
    await new Promise(resolve => setTimeout(resolve, 250))
    line.send('c1')
    expect(await line.closed).toMatchObject({ code: 4001 })
    expect(line.messages()).toEqual([])
  })
})

describe('a socket without a hello', () => {
  it('is told to say hello first, and may', async () => {
    const ada = await person('Ada')
    const line = await dial(await room(ada), ada)
    line.send('c1')
    expect(await line.next('error')).toMatchObject({ code: 'hello_required', cid: 'c1' })
    line.say({ type: 'hello', v: 1 })
    expect((await line.next('welcome')).head).toBe(2)
  })

  it('hears nothing of the room', async () => {
    const [ada, grace] = await Promise.all([person('Ada'), person('Grace')])
    const stub = await room(ada, grace)
    const silent = await dial(stub, grace)
    const { line } = await enter(stub, ada)
    line.send('c1', 'not for you yet')
    await line.next('events')
    expect(silent.texts).toEqual([])
  })

  it('is ended with 4002 after ten seconds', async () => {
    const ada = await person('Ada')
    const line = await dial(await room(ada), ada)
    const since = Date.now()
    expect(await line.closed).toMatchObject({ code: 4002 })
    expect(Date.now() - since).toBeGreaterThan(HELLO_TIMEOUT_MS - 500)
  })

  it.each([
    ['epoch without lastSeq', { epoch: 'e' }],
    ['lastSeq without epoch', { lastSeq: 3 }],
    ['a fraction', { epoch: 'e', lastSeq: 1.5 }],
    ['a negative seq', { epoch: 'e', lastSeq: -1 }],
    ['a seq beyond exact integers', { epoch: 'e', lastSeq: 2 ** 60 }],
  ])('is refused a hello with %s', async (_, held) => {
    const ada = await person('Ada')
    const line = await dial(await room(ada), ada)
    line.say({ type: 'hello', v: 1, ...held })
    expect(await line.next('error')).toMatchObject({ code: 'bad_frame' })
  })
})

describe('a door that stays shut', () => {
  it('says 4004 where there is no room, and leaves no trace of asking', async () => {
    const ada = await person('Ada')
    const stub = roomStub(crypto.randomUUID())
    expect(await (await dial(stub, ada)).closed).toMatchObject({ code: 4004 })
    expect(await as(stub, ada).look({})).toEqual({ ok: false, problem: 'not_found' })
    expect(await as(stub, ada).join({})).toEqual({ ok: false, problem: 'not_found' })
    expect(await as(stub, ada).history({ limit: 10 })).toEqual({ ok: false, problem: 'not_found' })
  })

  it('says 4004 of a private room, exactly as if it did not exist', async () => {
    const [ada, mallory] = await Promise.all([person('Ada'), person('Mallory')])
    const hidden = card(ada, 'private')
    const stub = roomStub(hidden.id)
    await stub.create(hidden, ada)
    expect(await (await dial(stub, mallory)).closed).toEqual(
      await (await dial(roomStub(crypto.randomUUID()), mallory)).closed,
    )
    expect(await as(stub, mallory).join({})).toEqual({ ok: false, problem: 'not_found' })
    expect(await as(stub, mallory).history({ limit: 10 })).toEqual({
      ok: false,
      problem: 'not_found',
    })
  })

  it('says 4003 of a public room that was not joined', async () => {
    const [ada, mallory] = await Promise.all([person('Ada'), person('Mallory')])
    const stub = await room(ada)
    expect(await (await dial(stub, mallory)).closed).toMatchObject({ code: 4003 })
    expect(await as(stub, mallory).history({ limit: 1 })).toEqual({
      ok: false,
      problem: 'not_a_member',
    })
  })

  it('closes the oldest of seventeen sockets of one person with 4008', async () => {
    const ada = await person('Ada')
    const stub = await room(ada)
    const lines = []
    for (let i = 0; i < 17; i++) lines.push((await enter(stub, ada)).line)
    expect(await lines[0]?.closed).toMatchObject({ code: 4008 })
    lines[1]?.send('c1')
    await lines[1]?.next('events')
  })
})
