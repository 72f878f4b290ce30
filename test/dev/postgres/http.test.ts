import { NeonDbError, neon, neonConfig } from '@neondatabase/serverless'
import { eq, sql as raw } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/neon-http'
import { bigint, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forkPlatform, type PlatformChild } from '../../../dev/platform-child.ts'
import { POSTGRES_SERVERS } from '../../support/servers.ts'

describe.each(POSTGRES_SERVERS)('Neon’s driver before $name', ({ env }) => {
  let platform: PlatformChild
  let sql: ReturnType<typeof neon<false, false>>

  beforeAll(async () => {
    platform = await forkPlatform({}, env)
    neonConfig.fetchEndpoint = platform.databaseHttpUrl ?? ''
    sql = neon(platform.databaseUrl)
    await sql`drop table if exists probe`
    await sql`create table probe (id int primary key, body text not null unique,
      parent int references probe deferrable initially deferred)`
  })
  afterAll(async () => {
    await sql`drop table probe`
    await platform.close()
  })

  async function count(): Promise<unknown> {
    const [row] = await sql`select count(*)::int as n from probe`
    return row?.n
  }

  async function failure(query: Promise<unknown>): Promise<NeonDbError> {
    const error = await query.catch((reason: unknown) => reason)
    if (!(error instanceof NeonDbError)) throw new Error('the query did not fail in the database')
    return error
  }

  it('answers every type as Postgres would, NULL included', async () => {
    const [row] =
      await sql`select 7::int4 as int4, 9007199254740993::int8 as int8, 1.50::numeric as num,
      0.1::float8 as float8, true as yes, null::text as nothing, 'žluť 🐈 "\\'::text as words,
      '{"a":[1,null,"x"]}'::jsonb as doc, array[1,null,3]::int4[] as ints,
      array['a b','c"d',null]::text[] as texts, '\\x00ff10'::bytea as bytes,
      '018f2f2e-7c1a-7000-8000-000000000001'::uuid as id`
    expect(row).toMatchObject({
      int4: 7,
      int8: '9007199254740993',
      num: '1.50',
      float8: 0.1,
      yes: true,
      nothing: null,
      words: 'žluť 🐈 "\\',
      doc: { a: [1, null, 'x'] },
      ints: [1, null, 3],
      texts: ['a b', 'c"d', null],
      id: '018f2f2e-7c1a-7000-8000-000000000001',
    })
    expect(Buffer.from(row?.bytes)).toEqual(Buffer.from([0x00, 0xff, 0x10]))
  })

  it('takes every type as a parameter and gives it back', async () => {
    const moment = new Date('2026-02-03T04:05:06.789Z')
    const bytes = new Uint8Array([0, 1, 254, 255])
    const [row] =
      await sql`select ${'ü\n\t\'"'}::text as words, ${12}::int as n, ${false}::bool as no,
      ${null}::int as nothing, ${{ deep: ['a', { b: null }] }}::jsonb as doc,
      ${['x', 'y,z', null]}::text[] as texts, ${moment}::timestamptz = ${moment.toISOString()} as same,
      ${'9223372036854775807'}::int8 as big, ${bytes}::bytea as bytes`
    expect(row).toMatchObject({
      words: 'ü\n\t\'"',
      n: 12,
      no: false,
      nothing: null,
      doc: { deep: ['a', { b: null }] },
      texts: ['x', 'y,z', null],
      same: true,
      big: '9223372036854775807',
    })
    expect(Buffer.from(row?.bytes)).toEqual(Buffer.from(bytes))
  })

  it('tells command, row count and fields', async () => {
    const full = neon(platform.databaseUrl, { fullResults: true })
    const selected = await full`select 1::int as one, 'x'::text as two`
    expect(selected).toMatchObject({ command: 'SELECT', rowCount: 1, rows: [{ one: 1, two: 'x' }] })
    expect(selected.fields.map(({ name, dataTypeID }) => [name, dataTypeID])).toEqual([
      ['one', 23],
      ['two', 25],
    ])
    const deleted = await full`delete from probe where id = -1`
    expect(deleted).toMatchObject({ command: 'DELETE', rowCount: 0, rows: [] })
  })

  it('keeps columns of one name apart in array mode', async () => {
    const rows = neon(platform.databaseUrl, { arrayMode: true })
    expect(await rows`select 1::int as a, 2::int as a`).toEqual([[1, 2]])
  })

  it('runs a batch as one transaction', async () => {
    const [, found] = await sql.transaction([
      sql`insert into probe values (1, 'one')`,
      sql`select body from probe where id = 1`,
      sql`delete from probe where id = 1`,
    ])
    expect(found).toEqual([{ body: 'one' }])
  })

  it('leaves nothing of a batch that fails in the middle', async () => {
    const before = await count()
    const error = await failure(
      sql.transaction([
        sql`insert into probe values (10, 'ten')`,
        sql`insert into probe values (10, 'ten again')`,
        sql`insert into probe values (11, 'eleven')`,
      ]),
    )
    expect(error.code).toBe('23505')
    expect(await count()).toBe(before)
  })

  it('leaves nothing of a batch that fails at its commit', async () => {
    const before = await count()
    const insert = sql`insert into probe values (20, 'twenty', 404)`
    expect((await failure(sql.transaction([insert]))).code).toBe('23503')
    expect(await count()).toBe(before)
  })

  it('opens a batch with the isolation and the access asked for', async () => {
    const answers = await sql.transaction(
      [sql`show transaction_isolation`, sql`show transaction_read_only`],
      { isolationLevel: 'Serializable', readOnly: true },
    )
    expect(answers).toEqual([
      [{ transaction_isolation: 'serializable' }],
      [{ transaction_read_only: 'on' }],
    ])
    const write = sql.transaction([sql`insert into probe values (30, 'no')`], { readOnly: true })
    expect((await failure(write)).code).toBe('25006')
  })

  it('forgets a transaction that a query has opened by itself', async () => {
    await sql`begin`
    await sql`insert into probe values (40, 'forty')`
    await sql`rollback`
    expect(await sql`select body from probe where id = 40`).toEqual([{ body: 'forty' }])
    await sql`delete from probe where id = 40`
  })

  it.each([
    ['23505', 'insert into probe values (1, $1), (2, $1)', ['twice']],
    ['23502', 'insert into probe values (3, $1)', [null]],
    ['42P01', 'select * from nowhere', []],
    ['42601', 'selekt 1', []],
    ['42601', 'select 1; select 2', []],
    ['22P02', 'select $1::int', ['x']],
    ['22003', 'select 3000000000::int4', []],
    ['22021', 'select $1::text', ['\u0000']],
    ['22012', 'select 1 / 0', []],
  ])('answers %s to %s', async (code, query, params) => {
    expect((await failure(sql.query(query, params))).code).toBe(code)
  })

  it('tells everything Postgres says about an error', async () => {
    await sql`insert into probe values (50, 'fifty')`
    const error = await failure(sql.query("insert into probe values (51, 'fifty')"))
    expect(error).toMatchObject({
      severity: 'ERROR',
      table: 'probe',
      schema: 'public',
      constraint: 'probe_body_key',
      detail: 'Key (body)=(fifty) already exists.',
    })
    await sql`delete from probe where id = 50`
  })

  it('answers many at once, each with its own', async () => {
    const asked = Array.from({ length: 60 }, (_, n) => n)
    const answers = await Promise.all(asked.map(n => sql`select ${n}::int as n`))
    expect(answers.map(([row]) => row?.n)).toEqual(asked)
  })

  it('keeps batches apart that run at once, failing ones too', async () => {
    await sql`insert into probe values (60, '0')`
    const add = sql`update probe set body = (body::int + 1)::text where id = 60`
    const runs = Array.from({ length: 20 }, (_, n) =>
      sql.transaction(n % 2 === 0 ? [add] : [add, sql`select 1 / 0`]).catch(() => undefined),
    )
    await Promise.all(runs)
    expect(await sql`select body from probe where id = 60`).toEqual([{ body: '10' }])
    await sql`delete from probe where id = 60`
  })

  it('takes a batch of a megabyte and answers as much', async () => {
    const body = 'm'.repeat(1_000_000)
    const [row] = await sql`select ${body}::text as body`
    expect(row?.body).toBe(body)
  })

  it('serves Drizzle: queries, returning and batches', async () => {
    const notes = pgTable('probe_notes', {
      id: uuid('id').primaryKey(),
      seq: bigint('seq', { mode: 'number' }).notNull(),
      body: text('body'),
      tags: text('tags').array(),
      detail: jsonb('detail'),
      at: timestamp('at', { withTimezone: true, precision: 3 }).notNull(),
    })
    const db = drizzle(neon(platform.databaseUrl))
    await db.execute(raw`create table probe_notes (id uuid primary key, seq bigint not null,
      body text, tags text[], detail jsonb, at timestamptz(3) not null)`)
    const note = {
      id: '018f2f2e-7c1a-7000-8000-000000000002',
      seq: 2 ** 40,
      body: null,
      tags: ['a', 'b c'],
      detail: { n: 1 },
      at: new Date('2026-11-21T00:00:00.123Z'),
    }
    expect(await db.insert(notes).values(note).returning()).toEqual([note])
    const [found, gone] = await db.batch([
      db.select().from(notes).where(eq(notes.id, note.id)),
      db.delete(notes).returning({ id: notes.id }),
    ])
    expect(found).toEqual([note])
    expect(gone).toEqual([{ id: note.id }])
    await db.execute(raw`drop table probe_notes`)
  })

  it('refuses a client that names another database or password', async () => {
    const stranger = new URL(platform.databaseUrl)
    stranger.password = 'guess'
    expect((await failure(neon(stranger.href)`select 1`)).code).toBe('28P01')
  })
})

describe('Neon’s endpoint', () => {
  it('answers 502 without a code when there is no database', async () => {
    const { openPostgresHttp } = await import('../../../dev/postgres/http.ts')
    const databaseUrl = 'postgres://nobody:x@127.0.0.1:9/none'
    const endpoint = await openPostgresHttp({ databaseUrl, port: 0, connections: 1 })
    neonConfig.fetchEndpoint = `${endpoint.url}/sql`
    const error = await neon(databaseUrl)`select 1`.catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(NeonDbError)
    expect(error).toMatchObject({ message: expect.stringContaining('502'), code: undefined })
    await endpoint.close()
  })
})
