import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { DISAPPEAR_MIN_MS } from '../../../../protocol/limits.ts'
import { Log } from '../../../../worker/room/log.ts'
import { messages } from '../../../../worker/store/schema.ts'
import { as } from '../../support/as.ts'
import { db } from '../../support/people.ts'
import { edit, said, shown, since, talk, words } from '../../support/talking.ts'

describe('a message that is there for a while', () => {
  it('is gone for everybody and for good when its time is over', async () => {
    const { stub, a, g, ada, linus, one } = await talk()
    await as(stub, ada).change({ settings: { disappearAfterMs: DISAPPEAR_MIN_MS } })
    const gone = await said(g.line, 'd1', 'a short secret')
    expect(gone.expiresAt).toBeGreaterThan(gone.at)
    await edit(g.line, gone, 'a changed secret')
    const stays = await said(g.line, 'd2', 'another')
    await runInDurableObject(stub, async (_, { storage }) => {
      storage.sql.exec('UPDATE expiring SET at = 1 WHERE seq = ?', gone.seq)
      await storage.setAlarm(Date.now())
    })
    await runDurableObjectAlarm(stub)
    const heard = await a.line.until(all => all.some(({ type }) => type === 'message.deleted'))
    expect(heard.at(-1)).toMatchObject({ targets: [gone.seq], by: gone.by, expired: true })
    expect(await shown(stub, linus)).toMatchObject([
      { seq: one.seq, body: 'one' },
      { seq: gone.seq, body: '' },
      { seq: stays.seq, body: 'another' },
    ])
    expect(words(await since(stub, linus, 0, a.welcome.epoch))).not.toContain('secret')
    expect(await as(stub, ada).restoreMessages({ seqs: [gone.seq] })).toMatchObject({ ok: false })
    await runInDurableObject(stub, (_, { storage }) => {
      const log = new Log(storage.sql)
      const all = Array.from({ length: log.head }, (__, index) => log.unmasked(index + 1))
      expect(JSON.stringify(all)).not.toContain('secret')
      expect(JSON.stringify(storage.sql.exec('SELECT * FROM edits').toArray())).not.toContain(
        'secret',
      )
    })
    // Nothing is left of it in Postgres either, once that has followed.
    await expect
      .poll(async () => {
        await runDurableObjectAlarm(stub)
        return await db.select().from(messages).where(eq(messages.id, gone.id))
      })
      .toMatchObject([{ body: '', deletedAt: expect.any(Date) }])
  })

  it('wakes the room for the next of them', async () => {
    const { stub, g, ada } = await talk()
    await as(stub, ada).change({ settings: { disappearAfterMs: DISAPPEAR_MIN_MS } })
    const message = await said(g.line, 'd1', 'soon gone')
    await runDurableObjectAlarm(stub)
    await runDurableObjectAlarm(stub)
    const alarm = await runInDurableObject(stub, (_, { storage }) => storage.getAlarm())
    expect(alarm).toBeLessThanOrEqual(message.expiresAt ?? 0)
  })
})
