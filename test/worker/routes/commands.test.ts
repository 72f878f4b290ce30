import { and, eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { ProblemCode } from '../../../protocol/codes.ts'
import { COMMAND_MAX_CHARS } from '../../../protocol/limits.ts'
import {
  type CommandAnswer,
  commandAnswerSchema,
  membersPageSchema,
  roomAnswerSchema,
  scheduledListSchema,
  scopeSchema,
  someMessagesSchema,
} from '../../../protocol/rest.ts'
import { accounts, commandUses } from '../../../worker/store/schema.ts'
import { db } from '../support/people.ts'
import { bearer, tokenOf } from '../support/program.ts'
import { anAdmin, expectProblem, POSTGRES_AWAY, signedUp, username } from '../support/visitor.ts'
import { enterRoom, makeRoom } from '../support/ways.ts'

type Person = Awaited<ReturnType<typeof signedUp>>

let ada: Person
let grace: Person
let linus: Person
/** Ada's, with Grace and Linus in it. */
let workshop: string

beforeEach(async () => {
  ada = await signedUp('Ada')
  grace = await signedUp('Grace')
  linus = await signedUp('Linus')
  workshop = await makeRoom(ada)
  for (const guest of [grace, linus]) await guest.post(`/api/rooms/${workshop}/join`)
})

function at(person: Person): string {
  return `@${person.session.account.username}`
}

async function type(who: Pick<Person, 'post'>, text: string, room = workshop): Promise<Response> {
  return await who.post(`/api/rooms/${room}/commands`, { text })
}

async function answer(who: Pick<Person, 'post'>, text: string): Promise<CommandAnswer> {
  const response = await type(who, text)
  const body = await response.text()
  expect(`${response.status} ${body}`).toContain('200 ')
  return commandAnswerSchema.parse(JSON.parse(body))
}

async function refusal(who: Pick<Person, 'post'>, text: string, code: ProblemCode) {
  const problem = await expectProblem(await type(who, text), code)
  return problem.errors?.map(({ field, message }) => `${field}: ${message}`).join() ?? ''
}

/** The room as Ada sees it. */
async function room() {
  const response = await ada.get(`/api/rooms/${workshop}`)
  return roomAnswerSchema.parse(await response.json()).room
}

async function roleOf(person: Person) {
  const query = `ids=${person.session.account.id}`
  const page = await ada.get(`/api/rooms/${workshop}/members?${query}`)
  return membersPageSchema.parse(await page.json()).members[0]
}

describe('a line', () => {
  test('that is no command says what one is', async () => {
    expect(await refusal(ada, 'hello', 'bad_command')).toContain('begins with a slash')
    expect(await refusal(ada, '//who', 'bad_command')).toContain('begins with a slash')
  })

  test('with a name that is not there suggests the nearest', async () => {
    expect(await refusal(ada, '/mtue @x', 'unknown_command')).toBe('text: Perhaps /mute.')
    expect(await refusal(ada, '/quux', 'unknown_command')).toBe('')
  })

  test('that lacks something says what, and how it is written', async () => {
    const said = await refusal(ada, '/mute', 'bad_command')
    expect(said).toBe(
      'text: Say who: an @ and their username. It is written /mute @person [10m|off] [reason]',
    )
  })

  test('that is for the page is not for the server', async () => {
    for (const text of ['/theme dark', '/me waves', '/help', '/block @ada'])
      expect(await refusal(ada, text, 'bad_command')).toContain('and not here')
  })

  test('that is too long is refused', async () => {
    const text = `/topic ${'x'.repeat(COMMAND_MAX_CHARS)}`
    await expectProblem(await type(ada, text), 'validation_failed')
  })
})

describe('seeing who is there', () => {
  test('names who is here now', async () => {
    const line = await enterRoom(grace, workshop)
    const { command, text } = await answer(ada, '/names')
    expect(command).toBe('who')
    expect(text).toBe('1 here now: Grace.')
    line.close()
  })

  test('names who runs the room', async () => {
    await answer(ada, `/promote ${at(grace)}`)
    const { text } = await answer(linus, '/roles')
    expect(text).toBe('Owners: Ada.\nAdmins: nobody.\nModerators: Grace.')
  })

  test('says who somebody is', async () => {
    await answer(grace, '/status for 1h At the harbour')
    await answer(ada, `/mute ${at(grace)} 10m`)
    const { text } = await answer(ada, `/whois ${at(grace)}`)
    expect(text).toContain(`Grace (${at(grace)}) is a member here`)
    expect(text).toContain('They may not speak for another')
    expect(text).toContain('Their status: At the harbour')
    const mary = await signedUp('Mary')
    const stranger = await answer(ada, `/whois ${at(mary)}`)
    expect(stranger.text).toBe(`Mary (${at(mary)}) does not belong to this room.`)
    await refusal(ada, '/whois @nobody-at-all-here', 'no_such_account')
  })

  test('is for members', async () => {
    const mary = await signedUp('Mary')
    await refusal(mary, '/who', 'not_a_member')
    await refusal(mary, `/whois ${at(ada)}`, 'not_a_member')
  })
})

describe('moderation', () => {
  test('mutes for as long as is said, an hour otherwise, and lets speak again', async () => {
    const { text } = await answer(ada, `/mute ${at(grace)} 10m too loud`)
    expect(text).toBe(`Grace (${at(grace)}) may not speak for 10 minutes.`)
    expect((await answer(ada, `/mute ${at(linus)}`)).text).toContain('for 1 hour')
    expect((await roleOf(grace))?.mutedUntil).toBeGreaterThan(Date.now() + 500_000)
    for (const undo of [`/mute ${at(grace)} off`, `/unmute ${at(linus)}`]) await answer(ada, undo)
    expect(await roleOf(grace)).not.toHaveProperty('mutedUntil')
    expect(await roleOf(linus)).not.toHaveProperty('mutedUntil')
  })

  test('removes, bans and lets in again', async () => {
    expect((await answer(ada, `/kick ${at(grace)} cool down`)).text).toContain('is out')
    expect((await roleOf(grace))?.role).toBeNull()
    expect((await grace.post(`/api/rooms/${workshop}/join`)).status).toBe(200)
    expect((await answer(ada, `/ban ${at(grace)} purge 90m spam`)).text).toContain('last 2 hours')
    await expectProblem(await grace.post(`/api/rooms/${workshop}/join`), 'banned')
    await answer(ada, `/unban ${at(grace)}`)
    expect((await grace.post(`/api/rooms/${workshop}/join`)).status).toBe(200)
  })

  test('is refused to who may not, of who is not there, and of who is nobody', async () => {
    await refusal(grace, `/kick ${at(linus)}`, 'forbidden')
    await refusal(ada, `/kick ${at(await signedUp('Mary'))}`, 'no_such_member')
    await refusal(ada, '/kick @nobody-at-all-here', 'no_such_account')
    await refusal(ada, `/kick ${at(ada)}`, 'self_target')
  })

  test('is an admin of the deployment’s, in any room', async () => {
    const katherine = await anAdmin('Katherine')
    await answer(katherine, `/mute ${at(ada)}`)
  })

  test('makes a step, or as many as are named, and not the other way', async () => {
    expect((await answer(ada, `/promote ${at(grace)}`)).text).toContain('is a moderator now')
    expect((await answer(ada, `/promote ${at(grace)}`)).text).toContain('is an admin now')
    expect((await answer(ada, `/demote ${at(grace)} member`)).text).toContain('is a member now')
    expect((await roleOf(grace))?.role).toBe('member')
    expect(await refusal(ada, `/demote ${at(grace)}`, 'bad_command')).toContain('nothing below')
    expect(await refusal(ada, `/promote ${at(grace)} member`, 'bad_command')).toContain('already')
    await answer(ada, `/promote ${at(grace)} admin`)
    expect(await refusal(ada, `/promote ${at(grace)} mod`, 'bad_command')).toContain('/demote')
    await refusal(grace, `/promote ${at(linus)} owner`, 'forbidden')
    await refusal(grace, `/kick ${at(ada)}`, 'outranked')
  })
})

describe('a room', () => {
  test('has its topic and name changed, and none', async () => {
    await answer(ada, '/topic Tides & currents')
    const name = username('harbour').toUpperCase()
    await answer(ada, `/rename #"${name}"`)
    expect(await room()).toMatchObject({ topic: 'Tides & currents', name })
    expect((await answer(ada, '/topic off')).text).toContain('no topic')
    expect((await room()).topic).toBe('')
    expect(await refusal(ada, `/topic ${'x'.repeat(251)}`, 'bad_command')).toContain('at most 250')
    await refusal(grace, '/topic mine', 'forbidden')
  })

  test('has no name that another has', async () => {
    const name = username('taken')
    await ada.post('/api/rooms', { name })
    await refusal(ada, `/rename ${name.toUpperCase()}`, 'room_name_taken')
  })

  test('is slowed, and archived, and not', async () => {
    await answer(ada, '/slow 30s')
    expect((await room()).settings.slowModeMs).toBe(30_000)
    await answer(ada, '/slow off')
    expect((await room()).settings.slowModeMs).toBe(0)
    await answer(ada, '/archive')
    expect((await room()).archivedAt).not.toBeNull()
    await answer(ada, '/unarchive')
    expect((await room()).archivedAt).toBeNull()
  })

  test('is made, found by its name in any case, and left', async () => {
    const name = username('deep water').replace('-', ' ')
    const made = await answer(ada, `/create ${name}`)
    expect(made.text).toContain(name)
    const joined = await vi.waitUntil(async () => {
      const response = await type(grace, `/join #"${name.toUpperCase()}"`)
      return response.ok && commandAnswerSchema.parse(await response.json())
    })
    expect(joined).toMatchObject({ command: 'join', go: made.go })
    const left = await type(grace, '/leave', made.go)
    expect(left.status).toBe(200)
    await expectProblem(await grace.get(`/api/rooms/${made.go}`), 'not_a_member')
  })

  test('that is private is not there for who is not asked in', async () => {
    const name = username('study')
    const { go = '' } = await answer(ada, `/create private ${name}`)
    await vi.waitUntil(async () => (await type(ada, `/join ${name}`)).ok)
    await refusal(grace, `/join ${name}`, 'not_found')
    const invited = await type(ada, `/invite ${at(grace)}`, go)
    expect(invited.status).toBe(200)
    expect((await answer(grace, `/join ${name}`)).go).toBe(go)
    await refusal(grace, `/join ${username('nothing')}`, 'not_found')
  })

  test('asks in nobody who has blocked whoever asks, nor for somebody who may not', async () => {
    const mary = await signedUp('Mary')
    await mary.post('/api/blocks', { username: ada.session.account.username })
    await refusal(ada, `/invite ${at(mary)}`, 'blocked')
    await ada.ask('PATCH', `/api/rooms/${workshop}`, { body: { settings: { inviting: 'admin' } } })
    await refusal(grace, '/invite @nobody-at-all-here', 'forbidden')
  })

  test('is a line that can be looked for', async () => {
    await refusal(ada, '/join a\u0000b', 'validation_failed')
    await refusal(ada, '/join a\ud800b', 'validation_failed')
  })

  test('asks in nobody who is nobody', async () => {
    await refusal(ada, '/invite @nobody-at-all-here', 'no_such_account')
    await refusal(ada, `/invite ${at(grace)}`, 'already_a_member')
  })
})

describe('a conversation', () => {
  test('is opened, with what is to be said there', async () => {
    const first = await answer(ada, `/msg ${at(grace)} Have you\na minute?`)
    expect(first).toMatchObject({ say: 'Have you\na minute?' })
    const again = await answer(grace, `/dm ${at(ada)}`)
    expect(again.go).toBe(first.go)
    expect(again).not.toHaveProperty('say')
    await refusal(ada, `/msg ${at(ada)}`, 'self_target')
  })
})

describe('what one says of oneself', () => {
  test('is a name, which the room hears of', async () => {
    expect((await answer(grace, '/nick Grace Hopper')).text).toContain('Grace Hopper')
    await vi.waitUntil(async () => (await roleOf(grace))?.displayName === 'Grace Hopper')
    expect(await refusal(grace, '/nick admin', 'bad_command')).toContain('reserved')
  })

  test('is a status, for a while or for good', async () => {
    expect(await statusOf(grace)).toEqual({ status: '', statusUntil: null })
    await answer(grace, '/away for 2h Lunch')
    const { status, statusUntil } = await statusOf(grace)
    expect(status).toBe('Away: Lunch')
    expect(statusUntil?.getTime()).toBeGreaterThan(Date.now() + 7_000_000)
    await answer(grace, '/back')
    expect((await statusOf(grace)).status).toBe('')
    await answer(grace, '/away')
    expect(await statusOf(grace)).toEqual({ status: 'Away', statusUntil: null })
    await answer(grace, '/status')
    expect((await statusOf(grace)).status).toBe('')
    const long = await refusal(grace, `/status ${'x'.repeat(101)}`, 'bad_command')
    expect(long).toContain('at most 100')
  })

  async function statusOf({ session }: Person) {
    const { status, statusUntil } = accounts
    const where = eq(accounts.id, session.account.id)
    const [row] = await db.select({ status, statusUntil }).from(accounts).where(where)
    return row ?? { status: undefined, statusUntil: undefined }
  }
})

describe('a program', () => {
  test('does what its scopes are for, and never speaks of who it acts for', async () => {
    const writer = bearer((await tokenOf(ada, 'rooms:write')).text)
    expect((await type(writer, `/msg ${at(grace)}`)).status).toBe(200)
    for (const text of [
      '/who',
      '/roles',
      `/whois ${at(grace)}`,
      '/topic Mine',
      `/kick ${at(grace)}`,
    ])
      await expectProblem(await type(writer, text), 'insufficient_scope')
    const reader = bearer((await tokenOf(ada, 'rooms:write', 'rooms:read')).text)
    expect((await type(reader, '/who')).status).toBe(200)
    await expectProblem(await type(reader, '/slow 10s'), 'insufficient_scope')
    const all = bearer((await tokenOf(ada, ...scopeSchema.options)).text)
    expect((await type(all, '/topic By a program')).status).toBe(200)
    for (const text of ['/nick Robot', '/status beeping', '/away', '/back'])
      await expectProblem(await type(all, text), 'insufficient_scope')
    await expectProblem(await all.post('/api/commands/theme/used'), 'insufficient_scope')
  })
})

describe('messages', () => {
  test('are pinned and unpinned by who may, the newest or by their words', async () => {
    expect(await refusal(ada, '/pin', 'bad_command')).toContain('no message of late')
    const line = await enterRoom(grace, workshop)
    for (const body of ['Meeting at noon', 'Something else']) {
      line.send(body.replaceAll(' ', '-'), body)
      await line.until(() => line.messages().at(-1)?.body === body)
    }
    line.close()
    expect((await answer(ada, '/pin')).text).toBe('Pinned: Something else')
    expect((await answer(ada, '/pin MEETING')).text).toBe('Pinned: Meeting at noon')
    expect(await refusal(ada, '/pin never said', 'bad_command')).toContain('“never said”')
    await refusal(grace, '/pin', 'forbidden')
    const pins = someMessagesSchema.parse(
      await (await ada.get(`/api/rooms/${workshop}/pins`)).json(),
    )
    expect(pins.messages.map(({ body }) => body)).toEqual(['Meeting at noon', 'Something else'])
    expect((await answer(ada, '/unpin')).text).toBe('Not pinned any more: Meeting at noon')
    expect((await answer(ada, '/unpin something')).text).toContain('Something else')
    expect(await refusal(ada, '/unpin', 'bad_command')).toContain('among the pinned ones')
  })

  test('are said later', async () => {
    expect((await answer(grace, '/later 1h The oven is hot')).text).toBe(
      'It will be said in 1 hour.',
    )
    const list = await grace.get(`/api/rooms/${workshop}/scheduled`)
    expect(scheduledListSchema.parse(await list.json()).scheduled).toMatchObject([
      { body: 'The oven is hot', code: null },
    ])
    expect(await refusal(grace, '/later 1h', 'bad_command')).toContain('text is missing')
  })
})

describe('how often commands are used', () => {
  test('is counted, of those that were done', async () => {
    const before = await usesOf('slow')
    await answer(ada, '/slowmode off')
    await refusal(grace, '/slow off', 'forbidden')
    await vi.waitUntil(async () => (await usesOf('slow')) === before + 1)
    await answer(ada, '/slow off')
    await vi.waitUntil(async () => (await usesOf('slow')) === before + 2)
  })

  test('is counted of those that the page does, by names that there are', async () => {
    const before = await usesOf('theme')
    expect((await ada.post('/api/commands/theme/used')).status).toBe(204)
    await vi.waitUntil(async () => (await usesOf('theme')) === before + 1)
    for (const name of ['themes', 'fav', 'toString'])
      await expectProblem(await ada.post(`/api/commands/${name}/used`), 'not_found')
  })

  test('never holds a command up', async () => {
    const away = ada.under(POSTGRES_AWAY)
    expect((await type(away, '/slow 10s')).status).toBe(200)
    expect((await away.post('/api/commands/theme/used')).status).toBe(204)
  })

  test('is bounded', async () => {
    const told = new Set<number>()
    for (let i = 0; i < 61; i += 1) told.add((await ada.post('/api/commands/clear/used')).status)
    expect([...told]).toEqual([204, 429])
  })

  async function usesOf(command: string): Promise<number> {
    const day = new Date().toISOString().slice(0, 10)
    const today = and(eq(commandUses.command, command), eq(commandUses.day, day))
    const [row] = await db.select().from(commandUses).where(today)
    return row?.uses ?? 0
  }
})
