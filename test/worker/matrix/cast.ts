import { eq } from 'drizzle-orm'
import { accounts } from '../../../worker/store/schema.ts'
import { db } from '../support/people.ts'
import { signedUp, Visitor } from '../support/visitor.ts'

/** What somebody can be to a room, and to the deployment. */
export const ACTORS = [
  'anonymous',
  'deleted',
  'outsider',
  'banned',
  'member',
  'moderator',
  'owner',
  'admin',
] as const
export type Actor = (typeof ACTORS)[number]

export type Person = Awaited<ReturnType<typeof signedUp>>

/** Everybody once, and a stranger whom nobody shares anything with. */
export interface Cast {
  people: Record<Exclude<Actor, 'anonymous'>, Person>
  stranger: Person
}

export function idOf(person: Person): string {
  return person.session.account.id
}

export async function makeCast(): Promise<Cast> {
  const people = {
    deleted: await signedUp('Alan'),
    outsider: await signedUp('Mary'),
    banned: await signedUp('Mallory'),
    member: await signedUp('Grace'),
    moderator: await signedUp('Linus'),
    owner: await signedUp('Ada'),
    admin: await signedUp('Katherine'),
  }
  await db
    .update(accounts)
    .set({ role: 'admin' })
    .where(eq(accounts.id, idOf(people.admin)))
  const copy = people.deleted.under({})
  await copy.ask('DELETE', '/api/account', {})
  return { people, stranger: await signedUp('Stranger') }
}

/** Whoever asks: somebody without cookies, or one of the cast. */
export function visitorOf(cast: Cast, actor: Actor): Visitor {
  return actor === 'anonymous' ? new Visitor() : cast.people[actor]
}
