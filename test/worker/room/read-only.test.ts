import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { SEND_BURST } from '../../../protocol/limits.ts'
import type { Scope } from '../../../protocol/rest.ts'
import type { Identity } from '../../../worker/domain/identity.ts'
import { sessionSchema } from '../../../worker/room/session.ts'
import { person } from '../support/people.ts'
import { dial, enter, room } from '../support/rooms.ts'

function program(identity: Identity, ...scopes: Scope[]): Identity {
  return { ...identity, sessionId: crypto.randomUUID(), scopes }
}

describe('the socket of a program that may read alone', () => {
  it('hears everything and is refused to send, which costs its person nothing', async () => {
    const ada = await person('Ada')
    const stub = await room(ada)
    const reader = await enter(stub, program(ada, 'messages:read'))
    const writer = await enter(stub, ada)
    for (let i = 0; i < 3 * SEND_BURST; i++) reader.line.send(`r${i}`)
    for (let i = 0; i < 3 * SEND_BURST; i++)
      expect(await reader.line.next('error')).toMatchObject({ code: 'read_only', cid: `r${i}` })
    for (let i = 0; i < SEND_BURST; i++) writer.line.send(`w${i}`)
    await reader.line.until(() => reader.line.messages().length === SEND_BURST)
    expect(writer.line.frames.filter(({ type }) => type === 'error')).toEqual([])
    expect(reader.line.messages().map(({ cid }) => cid)).not.toContain('r0')
  })

  it('may ask for pages and confirm, and has to say hello first like everybody', async () => {
    const ada = await person('Ada')
    const line = await dial(await room(ada), program(ada, 'messages:read'))
    line.send('c1')
    expect(await line.next('error')).toMatchObject({ code: 'hello_required', cid: 'c1' })
    line.say({ type: 'hello', v: 2 })
    const { head } = await line.next('welcome')
    line.say({ type: 'delivered', seq: head })
    line.say({ type: 'page', after: head })
    expect(await line.next('error')).toMatchObject({ code: 'bad_frame', field: 'after' })
    line.send('c2')
    expect(await line.next('error')).toMatchObject({ code: 'read_only', cid: 'c2' })
  })

  it('is still refused after the room has slept', async () => {
    const ada = await person('Ada')
    const stub = await room(ada)
    const reader = await enter(stub, program(ada, 'messages:read'))
    await evictDurableObject(stub)
    reader.line.send('c1')
    expect(await reader.line.next('error')).toMatchObject({ code: 'read_only', cid: 'c1' })
  })

  it('is not one with messages:write, nor that of a person', async () => {
    const ada = await person('Ada')
    const stub = await room(ada)
    const writer = await enter(stub, program(ada, 'messages:read', 'messages:write'))
    const self = await enter(stub, ada)
    writer.line.send('c1')
    self.line.send('c2')
    await self.line.until(() => self.line.messages().length === 2)
  })
})

describe('a socket that was opened before there were programs', () => {
  it('goes on to write', async () => {
    const ada = await person('Ada')
    const stub = await room(ada)
    const { line } = await enter(stub, ada)
    // When everybody was told who is here, nothing writes the attachment any more.
    await line.next('live')
    await runInDurableObject(stub, (_, state) => {
      for (const socket of state.getWebSockets()) {
        const { isReadOnly, ...older } = sessionSchema.parse(socket.deserializeAttachment())
        expect(isReadOnly).toBe(false)
        socket.serializeAttachment(older)
      }
    })
    await evictDurableObject(stub)
    line.send('c1', 'as before')
    await line.until(() => line.messages().length === 1)
  })
})
