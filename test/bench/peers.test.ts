import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type PostgresServer, startPostgres } from '../../bench/servers/postgres.ts'
import { type RedisServer, startRedis } from '../../bench/servers/redis.ts'
import { startNaiveObject } from '../../bench/subjects/naive-object.ts'
import { type SeedStack, startSeedStack } from '../../bench/subjects/seed-stack.ts'
import type { Subject } from '../../bench/subjects/subject.ts'
import { startWs } from '../../bench/subjects/ws.ts'
import { MISSING } from '../support/databases.ts'
import { Client } from './client.ts'
import { EngineClient } from './engine-client.ts'
import { pair } from './pair.ts'

const UUID = /^[0-9a-f-]{36}$/
const CIDS = Array.from({ length: 20 }, (_, index) => `cid-${index}`)

describe.skipIf(MISSING !== undefined)('the peers', () => {
  let postgres: PostgresServer
  let redis: RedisServer
  beforeAll(async () => {
    ;[postgres, redis] = await Promise.all([startPostgres(), startRedis()])
  })
  afterAll(async () => {
    await Promise.all([postgres?.close(), redis?.close()])
  })

  describe('the servers', () => {
    afterEach(() => vi.unstubAllEnvs())

    it('Postgres puts on the disk what it acknowledges', async () => {
      const client = new pg.Client({ connectionString: postgres.url })
      await client.connect()
      const { rows } = await client.query(
        `SELECT name, setting FROM pg_settings
       WHERE name IN ('fsync', 'synchronous_commit', 'server_encoding') ORDER BY name`,
      )
      await client.end()
      expect(rows).toEqual([
        { name: 'fsync', setting: 'on' },
        { name: 'server_encoding', setting: 'UTF8' },
        { name: 'synchronous_commit', setting: 'on' },
      ])
    })

    it('Redis keeps nothing on the disk', async () => {
      const client = new Redis(redis.url)
      expect(await client.call('CONFIG', 'GET', 'save')).toEqual(['save', ''])
      expect(await client.call('CONFIG', 'GET', 'appendonly')).toEqual(['appendonly', 'no'])
      client.disconnect()
    })

    it('say what to install where they are missing', async () => {
      vi.stubEnv('PATH', '')
      await expect(startRedis()).rejects.toThrow('apt-get install postgresql redis-server')
    })
  })

  describe('the classic stack', () => {
    let subject: SeedStack
    beforeAll(async () => {
      subject = await startSeedStack({ postgresUrl: postgres.url, redisUrl: redis.url })
    })
    afterAll(() => subject?.close())

    it('brings a message to everybody in the room, in order, and acknowledges it', async () => {
      const [mine, yours] = await pair(subject)
      const { client: me, opening } = await EngineClient.take(mine)
      expect(opening[0]).toMatch(
        /^0\{"sid":"[\w-]+","upgrades":\[\],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000\}$/,
      )
      expect(opening[1]).toMatch(/^40\{"sid":"[\w-]+"\}$/)
      expect(await me.join(mine.room)).toMatch(
        /^430\[\{"users":\[\{"id":"[0-9a-f-]{36}","name":"[\w-]+","ts":\d+\}\],"messages":\[\]\}\]$/,
      )
      const { client: you } = await EngineClient.take(yours)
      const joined = JSON.parse((await you.join(yours.room)).slice(3))
      expect(joined).toMatchObject([{ users: [{}, {}], messages: [] }])

      for (const cid of CIDS) {
        const ack = me.send({ roomId: mine.room, cid, content: `text ${cid}` })
        const heard = await me.raw.hear()
        expect(heard).toMatch(
          new RegExp(
            `^42\\["message:new",\\{"id":\\d+,"roomId":"${mine.room}","userId":"[0-9a-f-]{36}",` +
              `"cid":"${cid}","content":"text ${cid}","createdAt":"[\\dT:.-]+Z"\\}\\]$`,
          ),
        )
        const [, message] = JSON.parse(heard.slice(2))
        expect(await me.raw.hear()).toBe(`43${ack}[{"ok":true,"id":${message.id}}]`)
        expect(await you.raw.hear()).toBe(heard)
      }
      me.raw.leave()
      you.raw.leave()
    })

    it('refuses whoever is not signed in', async () => {
      const [seat, other] = await pair(subject)
      for (const headers of [{}, { cookie: `${seat.headers.cookie}x` }, { cookie: 'sid=a.b.c' }]) {
        const { client, opening } = await EngineClient.take({ ...seat, headers })
        expect(opening[1]).toBe('44{"message":"unauthorized"}')
        client.raw.leave()
      }
      const url = `${subject.httpUrl}/messages?roomId=${other.room}`
      expect((await fetch(url)).status).toBe(401)
    })

    it('lets nobody into a room of others', async () => {
      const [[mine], [theirs]] = [await pair(subject), await pair(subject)]
      const { client } = await EngineClient.take(mine)
      expect(await client.join(theirs.room)).toBe('430[{"error":"forbidden"}]')
      const ack = client.send({ roomId: theirs.room, cid: 'a', content: 'hello' })
      expect(await client.answer(ack)).toEqual({ error: 'forbidden' })
      const response = await fetch(`${subject.httpUrl}/messages?roomId=${theirs.room}`, {
        headers: mine.headers,
      })
      expect(response.status).toBe(403)
      client.raw.leave()
    })

    it('answers a payload that is none', async () => {
      const [seat] = await pair(subject)
      const { client } = await EngineClient.take(seat)
      await client.join(seat.room)
      const sound = { roomId: seat.room, cid: 'a', content: 'hello' }
      for (const wrong of [
        { ...sound, content: '' },
        { ...sound, content: 'x'.repeat(4_001) },
        { ...sound, cid: 'x'.repeat(65) },
        { ...sound, roomId: 'here' },
        null,
      ])
        expect(await client.answer(client.send(wrong))).toEqual({ error: 'invalid' })
      client.raw.leave()
    })

    it('gives the history by id, from both ends', async () => {
      const [seat] = await pair(subject)
      const { client } = await EngineClient.take(seat)
      await client.join(seat.room)
      const ids: number[] = []
      for (let index = 0; index < 60; index++) {
        client.send({ roomId: seat.room, cid: `${index}`, content: `${index}` })
        const [, { id }] = JSON.parse((await client.raw.hear()).slice(2))
        await client.raw.hear()
        ids.push(id)
      }
      expect(ids).toEqual([...ids].sort((a, b) => a - b))
      const [again] = JSON.parse((await client.join(seat.room)).slice(3))
      expect(idsOf(again)).toEqual(ids.slice(-50))
      const [missed] = JSON.parse((await client.join(seat.room, ids[4])).slice(3))
      expect(idsOf(missed)).toEqual(ids.slice(5))

      const newestFirst = ids.toReversed()
      const page = async (query: string) => {
        const url = `${subject.httpUrl}/messages?roomId=${seat.room}&${query}`
        const response = await fetch(url, { headers: seat.headers })
        return idsOf(JSON.parse(await response.text()))
      }
      expect(await page('limit=50')).toEqual(newestFirst.slice(0, 50))
      expect(await page(`limit=10&beforeId=${ids[30]}`)).toEqual(newestFirst.slice(30, 40))
      client.raw.leave()
    })

    it('signs in with the password, and with no other', async () => {
      const [account] = await subject.accounts(1)
      if (account === undefined) throw new Error('there is no account')
      const signIn = (body: object) =>
        fetch(`${subject.httpUrl}/login`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
      const response = await signIn(account)
      expect(await response.json()).toEqual({
        user: { id: expect.stringMatching(UUID), name: account.username },
      })
      expect(response.headers.get('set-cookie')).toMatch(
        /^sid=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax$/,
      )
      expect((await signIn({ ...account, password: 'guessed' })).status).toBe(401)
      expect((await signIn({ username: account.username })).status).toBe(400)
    })

    it('forgets who has left', async () => {
      const [mine, yours] = await pair(subject)
      const { client: me } = await EngineClient.take(mine)
      const { client: you } = await EngineClient.take(yours)
      await me.join(mine.room)
      await you.join(yours.room)
      you.raw.leave()
      await vi.waitFor(async () => {
        const [{ users }] = JSON.parse((await me.join(mine.room)).slice(3))
        expect(users).toHaveLength(1)
      })
      me.raw.leave()
    })

    it('refuses what is more than its rate', async () => {
      const strict = await startSeedStack({
        postgresUrl: postgres.url,
        redisUrl: redis.url,
        rateLimit: 3,
      })
      const [seat] = await pair(strict)
      const { client } = await EngineClient.take(seat)
      await client.join(seat.room)
      const message = { roomId: seat.room, cid: 'a', content: 'hello' }
      for (let count = 0; count < 3; count++) {
        client.send(message)
        await client.raw.hearAll(2)
      }
      expect(await client.answer(client.send(message))).toEqual({ error: 'rate_limited' })
      client.raw.leave()
      await strict.close()
    })
  })

  describe('the bare object', () => {
    let subject: Subject
    beforeAll(async () => {
      subject = await startNaiveObject()
    })
    afterAll(() => subject?.close())

    it('brings a message to everybody in the room, in order', async () => {
      const [mine, yours] = await pair(subject)
      const me = await Client.take(mine)
      expect(await me.hear()).toBe('{"type":"welcome","here":1,"messages":[]}')
      const you = await Client.take(yours)
      expect(await you.hear()).toBe('{"type":"welcome","here":2,"messages":[]}')
      for (const cid of CIDS) me.say(JSON.stringify({ cid, body: `text ${cid}` }))
      const heard = await me.hearAll(CIDS.length)
      const by = new URL(mine.url).searchParams.get('user')
      for (const [index, cid] of CIDS.entries())
        expect(heard[index]).toMatch(
          new RegExp(
            `^\\{"type":"message","seq":${index + 1},"at":\\d+,"by":"${by}","cid":"${cid}","body":"text ${cid}"\\}$`,
          ),
        )
      expect(await you.hearAll(CIDS.length)).toEqual(heard)
      me.leave()
      you.leave()
    })

    it('welcomes with the latest, or with what was missed', async () => {
      const [mine, yours] = await pair(subject)
      const me = await Client.take(mine)
      await me.hear()
      for (let index = 1; index <= 60; index++)
        me.say(JSON.stringify({ cid: `${index}`, body: `${index}` }))
      await me.hearAll(60)
      const late = await Client.take(yours)
      const welcome = JSON.parse(await late.hear())
      expect(welcome).toMatchObject({ type: 'welcome', here: 2 })
      expect(welcome.messages).toHaveLength(50)
      expect(welcome.messages[0]).toEqual({
        seq: 11,
        at: expect.any(Number),
        by: expect.stringMatching(UUID),
        cid: '11',
        body: '11',
      })
      const back = await Client.take({ ...yours, url: `${yours.url}&after=5` })
      const { messages } = JSON.parse(await back.hear())
      expect(messages.map(({ seq }: { seq: number }) => seq)).toEqual(
        Array.from({ length: 55 }, (_, index) => index + 6),
      )
      for (const client of [me, late, back]) client.leave()
    })

    it('passes over what is no message', async () => {
      const [seat] = await pair(subject)
      const client = await Client.take(seat)
      await client.hear()
      for (const wrong of [
        { cid: 1, body: 'a' },
        { cid: 'a' },
        { cid: 'a', body: 'x'.repeat(4_001) },
      ])
        client.say(JSON.stringify(wrong))
      client.say('{"cid":"a","body":"b"}')
      expect(JSON.parse(await client.hear())).toMatchObject({ seq: 1, body: 'b' })
      client.leave()
    })
  })

  describe('the relay', () => {
    let subject: Subject
    beforeAll(async () => {
      subject = await startWs()
    })
    afterAll(() => subject?.close())

    it('brings every frame to everybody in the room as it came, and to nobody else', async () => {
      const [mine, yours] = await pair(subject)
      const [elsewhere] = await pair(subject)
      const me = await Client.take(mine)
      const you = await Client.take(yours)
      const stranger = await Client.take(elsewhere)
      const frames = CIDS.map(cid => `anything at all, ${cid} €`)
      for (const frame of frames) me.say(frame)
      expect(await me.hearAll(frames.length)).toEqual(frames)
      expect(await you.hearAll(frames.length)).toEqual(frames)
      stranger.say('alone')
      expect(await stranger.hear()).toBe('alone')
      for (const client of [me, you, stranger]) client.leave()
    })
  })

  it('all of it ends when whoever started it is killed', async () => {
    const starter = fork(join(import.meta.dirname, 'starter.ts'), {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    const [pids]: number[][] = await once(starter, 'message')
    expect(pids).toHaveLength(5)
    expect(pids?.filter(isAlive)).toEqual(pids)
    starter.kill('SIGKILL')
    await vi.waitFor(() => expect(pids?.filter(isAlive)).toEqual([]), { timeout: 15_000 })
  })

  function isAlive(pid: number): boolean {
    try {
      process.kill(pid, 0)
      return true
    } catch {
      return false
    }
  }

  function idsOf({ messages }: { messages: { id: number }[] }): number[] {
    return messages.map(({ id }) => id)
  }
})
