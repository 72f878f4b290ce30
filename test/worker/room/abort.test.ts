import { abortAllDurableObjects, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { asc, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { messages } from '../../../worker/store/schema.ts'
import { as } from '../support/as.ts'
import { db, person } from '../support/people.ts'
import { enter, room, roomStub } from '../support/rooms.ts'

describe('when every object is taken away at once', () => {
  it('keeps what was acknowledged, in the room and on its way to Postgres', async () => {
    const [ada, grace] = await Promise.all([person('Ada'), person('Grace')])
    const made = await room(ada, grace)
    const look = await as(made, ada).look({})
    if (!look.ok) throw new Error(look.problem)
    const { id } = look.value.room
    const { line, welcome } = await enter(made, ada)
    for (let n = 1; n <= 10; n++) line.send(`c${n}`)
    await line.until(() => line.messages().length === 10)
    const { seq: lastSeq = 0 } = line.messages()[6] ?? {}

    await abortAllDurableObjects()

    const stub = roomStub(id)
    const again = await enter(stub, ada, { epoch: welcome.epoch, lastSeq })
    expect(again.welcome.events).toMatchObject([{ cid: 'c8' }, { cid: 'c9' }, { cid: 'c10' }])
    again.line.send('c10')
    again.line.send('c11')
    expect(await again.line.next('ack')).toMatchObject({ cid: 'c10' })
    await again.line.until(() => again.line.messages().some(message => message.cid === 'c11'))
    expect(await runInDurableObject(stub, (_, { storage }) => storage.getAlarm())).not.toBeNull()
    await runDurableObjectAlarm(stub)
    const kept = await db
      .select()
      .from(messages)
      .where(eq(messages.roomId, id))
      .orderBy(asc(messages.seq))
    expect(kept.map(row => row.cid)).toEqual(Array.from({ length: 11 }, (_, n) => `c${n + 1}`))
  })
})
