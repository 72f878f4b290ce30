import { eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import { claimName, reclaimName, reserveName } from '../../../worker/store/room-names.ts'
import { rooms } from '../../../worker/store/schema.ts'
import { CarriedLog } from '../support/log.ts'
import { db, person } from '../support/people.ts'

/** A room of this name, as Postgres has it. */
async function roomNamed(name: string): Promise<string> {
  const ada = await person('Ada')
  const log = new CarriedLog(ada, { name })
  await reserveName(db, log.card)
  await log.begin(ada)
  return log.card.id
}

async function rowOf(id: string) {
  const [row] = await db.select().from(rooms).where(eq(rooms.id, id))
  return row
}

async function deleted(id: string): Promise<void> {
  await db.update(rooms).set({ deletedAt: new Date() }).where(eq(rooms.id, id))
}

const unique = (name: string) => `${name} ${v7()}`

describe('another name', () => {
  test('is the room’s from then on, and the one before is free', async () => {
    const [before, after] = [unique('Attic'), unique('Cellar')]
    const id = await roomNamed(before)
    expect(await claimName(db, id, after)).toBe(true)
    expect(await rowOf(id)).toMatchObject({ name: after, nameKey: after.toLowerCase() })
    expect(await rowOf(await roomNamed(before))).toMatchObject({ name: before })
  })

  test.each([
    ['the same', (name: string) => name],
    ['upper case', (name: string) => name.toUpperCase()],
    ['full width', (name: string) => name.replace('A', 'Ａ')],
  ])('is refused where another room has it: %s', async (_, variant) => {
    const taken = unique('Attic')
    await roomNamed(taken)
    const own = unique('Cellar')
    const mine = await roomNamed(own)
    expect(await claimName(db, mine, variant(taken))).toBe(false)
    expect(await rowOf(mine)).toMatchObject({ name: own })
  })

  test('may be its own in another case, and be given back', async () => {
    const name = unique('Attic')
    const id = await roomNamed(name)
    expect(await claimName(db, id, name.toUpperCase())).toBe(true)
    expect(await claimName(db, id, name)).toBe(true)
    expect(await rowOf(id)).toMatchObject({ name })
  })

  test('is of one room, however many want it at once', async () => {
    const name = unique('Race')
    const ids = await Promise.all([1, 2, 3, 4].map(async n => await roomNamed(unique(`Room ${n}`))))
    const claims = await Promise.all(ids.map(async id => await claimName(db, id, name)))
    expect(claims.filter(Boolean)).toHaveLength(1)
  })

  test('can be one of which nothing has come for a day, and not sooner', async () => {
    const id = await roomNamed(unique('Attic'))
    for (const [hours, free] of [
      [23, false],
      [25, true],
    ] as const) {
      const name = unique('Reserved')
      const createdBy = (await person('Grace')).id
      const createdAt = new Date(Date.now() - hours * 3_600_000)
      const held = { id: v7(), name, nameKey: name.toLowerCase(), createdBy, createdAt }
      await db.insert(rooms).values({ ...held, visibility: 'public' })
      expect(await claimName(db, id, name)).toBe(free)
    }
  })
})

describe('the name of a deleted room', () => {
  test('is free for others, and its own again while it is', async () => {
    const name = unique('Attic')
    const id = await roomNamed(name)
    await deleted(id)
    expect(await reclaimName(db, id)).toBe(true)
    expect(await rowOf(id)).toMatchObject({ name, deletedAt: null })
    await deleted(id)
    await roomNamed(name)
    expect(await reclaimName(db, id)).toBe(false)
    expect((await rowOf(id))?.deletedAt).not.toBeNull()
  })

  test('can be another, when somebody has it by now', async () => {
    const name = unique('Attic')
    const id = await roomNamed(name)
    await deleted(id)
    await roomNamed(name)
    const other = unique('Cellar')
    expect(await reclaimName(db, id, other)).toBe(true)
    expect(await rowOf(id)).toMatchObject({ name: other, deletedAt: null })
  })

  test('is not taken for a room that nobody knows', async () => {
    expect(await claimName(db, v7(), unique('Attic'))).toBe(false)
    expect(await reclaimName(db, v7())).toBe(false)
  })
})
