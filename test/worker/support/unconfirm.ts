import { eq } from 'drizzle-orm'
import { sessions } from '../../../worker/store/schema.ts'
import { db } from './people.ts'
import type { signedUp } from './visitor.ts'

/** As if it were long ago that somebody showed who they are. */
export async function unconfirm(who: Awaited<ReturnType<typeof signedUp>>): Promise<void> {
  const own = eq(sessions.accountId, who.session.account.id)
  await db
    .update(sessions)
    .set({ confirmedAt: new Date(0) })
    .where(own)
}
