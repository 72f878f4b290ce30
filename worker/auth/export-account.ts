import type { Account, AccountExport, Activity } from '../../protocol/rest.ts'
import { InboxDoor } from '../inbox/inbox-door.ts'
import type { Parts } from '../parts.ts'
import type { AccountRow } from '../store/accounts.ts'
import { othersPage, ownPage, type Row, toActivity } from '../store/activity.ts'
import { recording } from '../store/audit.ts'
import { run } from '../store/client.ts'
import { ownMessages, ownThings } from '../store/own-data.ts'
import { describeAccount } from './profile.ts'
import type { Visit } from './visit.ts'

// Everything that is kept of one person, as one JSON document. Messages are read page by page while the
// document is on its way: nobody's whole history is ever in memory.

/** Rows of one page; at the longest bodies some megabytes. */
const PAGE_ROWS = 500

type Page<T> = () => Promise<T[]>
type Head = Omit<AccountExport, 'activity' | 'messages'>

/**
 * Records that it was asked for, and reads what is not many.
 * @returns the document, in pieces of text
 * @throws Unavailable; the pieces throw it, too, when Postgres goes away half-way
 */
export async function exportAccount(
  parts: Parts,
  account: AccountRow,
  visit: Visit,
): Promise<AsyncGenerator<string>> {
  const { id } = account
  const entry = { action: 'account.exported', actorId: id, targetId: id, ip: visit.ip } as const
  await run(recording(parts.db, entry))
  return written(await headOf(parts, account), {
    activity: activityOf(parts, id),
    messages: messagesOf(parts, id),
  })
}

async function headOf({ db, env, now }: Parts, account: AccountRow): Promise<Head> {
  const inbox = new InboxDoor(env.INBOXES, account.id)
  const [own, lastSeenAt] = await Promise.all([ownThings(db, account.id), inbox.lastSeenAt()])
  const { devices, invited, keys, tokens, belonging } = own
  const described: Account = describeAccount(account, now())
  return {
    format: 'alcove.account',
    version: 1,
    exportedAt: now(),
    account: { ...described, passwordChangedAt: timeOf(account.passwordChangedAt), lastSeenAt },
    devices: devices.map(({ id, userAgent, ip, place, ...row }) => ({
      ...{ id, userAgent, ip, place },
      createdAt: row.createdAt.getTime(),
      lastSeenAt: row.lastSeenAt.getTime(),
      expiresAt: row.expiresAt.getTime(),
      endedAt: timeOf(row.revokedAt),
    })),
    invitations: invited.map(({ id, note, uses, used, ...row }) => ({
      ...{ id, note, uses, used },
      createdAt: row.createdAt.getTime(),
      expiresAt: row.expiresAt.getTime(),
      revokedAt: timeOf(row.revokedAt),
    })),
    passkeys: keys.map(({ name, isBackedUp, createdAt, lastUsedAt }) => ({
      ...{ name, isBackedUp },
      createdAt: createdAt.getTime(),
      lastUsedAt: timeOf(lastUsedAt),
    })),
    tokens: tokens.map(({ name, scopes, ...row }) => ({
      ...{ name, scopes },
      createdAt: row.createdAt.getTime(),
      expiresAt: row.expiresAt.getTime(),
      lastUsedAt: timeOf(row.lastUsedAt),
      revokedAt: timeOf(row.revokedAt),
    })),
    rooms: belonging.map(({ id, name, role, joinedAt, leftAt, lastSeenAt, readSeq }) => ({
      ...{ id, name },
      role: leftAt === null ? role : null,
      joinedAt: joinedAt.getTime(),
      leftAt: timeOf(leftAt),
      lastSeenAt: lastSeenAt.getTime(),
      readSeq: readSeq ?? 0,
    })),
    preferences: own.kept.map(({ roomId: room, favourite, muted, hiddenAt }) => ({
      ...{ room, favourite, muted },
      hiddenAt: timeOf(hiddenAt),
    })),
    blocks: own.blocked.map(({ blockedId: user, createdAt }) => ({
      user,
      since: createdAt.getTime(),
    })),
    reports: own.reported.map(({ roomId: room, seq, createdAt, reason, state }) => ({
      ...{ room, seq, reason, state },
      at: createdAt.getTime(),
    })),
  }
}

function timeOf(moment: Date | null): number | null {
  return moment?.getTime() ?? null
}

function messagesOf({ db }: Parts, id: string): Page<AccountExport['messages'][number]> {
  let last: { room: string; seq: number } | undefined
  return async () => {
    const rows = await ownMessages(db, id, last, PAGE_ROWS)
    last = rows.at(-1)
    return rows.map(row => ({ ...row, at: row.at.getTime() }))
  }
}

/** First what they did themselves, then what others did. */
function activityOf({ db }: Parts, id: string): Page<Activity> {
  let read = ownPage
  let last: Row | undefined
  return async () => {
    let rows = await read(db, id, last, PAGE_ROWS)
    if (rows.length === 0 && read === ownPage) {
      read = othersPage
      rows = await read(db, id, undefined, PAGE_ROWS)
    }
    last = rows.at(-1)
    return rows.map(row => toActivity(row, id))
  }
}

async function* written(head: Head, lists: Record<string, Page<unknown>>): AsyncGenerator<string> {
  yield JSON.stringify(head, null, 2).slice(0, -2)
  for (const [name, page] of Object.entries(lists)) {
    yield `,\n  ${JSON.stringify(name)}: [`
    let comma = '\n    '
    for (let rows = await page(); rows.length > 0; rows = await page()) {
      yield comma + rows.map(row => JSON.stringify(row)).join(',\n    ')
      comma = ',\n    '
    }
    yield '\n  ]'
  }
  yield '\n}\n'
}
