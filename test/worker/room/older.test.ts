import { runInDurableObject } from 'cloudflare:test'
import { expect, it } from 'vitest'
import { MESSAGES_LOOKED_UP_MAX } from '../../../protocol/limits.ts'
import { Log } from '../../../worker/room/log.ts'
import { Messages } from '../../../worker/room/messages/messages.ts'
import { Meta } from '../../../worker/room/meta.ts'
import { Older, type RoomArchive } from '../../../worker/room/older.ts'
import { Quarantine } from '../../../worker/room/quarantine.ts'
import { archiveOf } from '../../../worker/store/room-archive.ts'
import { fill } from '../support/fill.ts'
import { letGo } from '../support/let-go.ts'
import { db, person } from '../support/people.ts'
import { poison } from '../support/poison.ts'
import { room } from '../support/rooms.ts'

it('asks Postgres once for what is scattered below the window, however many there are', async () => {
  const ada = await person('Ada')
  const stub = await room(ada)
  await fill(stub, ada, 3 * MESSAGES_LOOKED_UP_MAX)
  const refused = [6, 9]
  await runInDurableObject(stub, (_, { storage }) => {
    for (const seq of refused) poison(storage.sql, seq)
  })
  await letGo(stub)
  await runInDurableObject(stub, async (_, { storage: { sql } }) => {
    const [log, meta, quarantine] = [new Log(sql), new Meta(sql), new Quarantine(sql)]
    const questions: string[] = []
    const archive = new Proxy(archiveOf(db, stub.name ?? ''), {
      get: (of, name: keyof RoomArchive) => {
        questions.push(name)
        return of[name]
      },
    })
    const older = new Older(archive, quarantine, meta)
    const messages = new Messages({ sql, log, meta, older, masked: events => events })
    const seqs = Array.from({ length: MESSAGES_LOOKED_UP_MAX }, (_, n) => 3 * (n + 1))
    const found = await messages.at([...seqs, ...seqs])
    expect(found.map(({ seq }) => seq)).toEqual(seqs)
    expect(questions).toEqual(['messagesAt'])
    expect((await older.eventsAt(seqs)).map(({ seq }) => seq)).toEqual(seqs)
    expect(questions).toEqual(['messagesAt', 'eventsAt'])
    // Those that Postgres did not take are among them, and no others.
    expect(quarantine.among([1, ...refused, 12]).map(({ seq }) => seq)).toEqual(refused)
  })
})
