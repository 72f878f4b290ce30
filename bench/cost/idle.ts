import { OUTBOX_RETRY_CAP_MS } from '../../worker/domain/outbox-policy.ts'
import { LEASE_WAKE_MS as INBOX_WAKE_MS } from '../../worker/inbox/whereabouts.ts'
import { LEASE_WAKE_MS } from '../../worker/room/presence.ts'
import { QUERY_TIMEOUT_MS } from '../../worker/store/client.ts'
import { listPrice } from './bill.ts'
import { TYPICAL } from './habits.ts'
import { type Reading, type Usage, usageOf } from './model.ts'
import { DAYS } from './month.ts'
import { OBJECT_GB, POSTGRES_LEAST_CU, SLEEP_AFTER_S } from './prices.ts'

/** Dollars a month at list price, as if nothing was included. */
export type IdleCost = Record<Reading, number>

/** What the minute's cron costs where nobody is. */
export function idleCron(): IdleCost {
  return both(reading => usageOf({ ...TYPICAL, users: 0 }, reading))
}

/**
 * What one room costs in which two tabs stay open all month and nobody says anything: the room looks at
 * its leases, and so do the inboxes of the two, who watch each other. Nobody is at the pages, which ask
 * for nothing.
 */
export function silentRoom(): IdleCost {
  const monthMs = DAYS * 86_400_000
  const alarms = monthMs / LEASE_WAKE_MS + (2 * monthMs) / INBOX_WAKE_MS
  return both(reading => ({
    objectRequests: alarms,
    rowsWritten: alarms,
    objectGbSeconds: alarms * (LOOK_S + (reading === 'cautious' ? SLEEP_AFTER_S : 0)) * OBJECT_GB,
  }))
}
/** Seconds a lookout takes. */
const LOOK_S = 0.005

/** What Postgres costs when somebody asks it more often than every five minutes, all month. */
export function sleepless(): number {
  return listPrice({ postgresCuHours: DAYS * 24 * POSTGRES_LEAST_CU })
}

/**
 * What a room that owes Postgres something costs in an hour in which Postgres hangs: a retry every
 * 15 to 30 seconds, each awake until the query's time is up.
 */
export function owingRoomHour(): number {
  const everyS = (OUTBOX_RETRY_CAP_MS * 0.75 + QUERY_TIMEOUT_MS) / 1_000
  const retries = 3_600 / everyS
  return listPrice({
    objectRequests: retries,
    rowsWritten: retries,
    objectGbSeconds: (retries * QUERY_TIMEOUT_MS * OBJECT_GB) / 1_000,
  })
}

function both(usage: (reading: Reading) => Partial<Usage>): IdleCost {
  return { documented: listPrice(usage('documented')), cautious: listPrice(usage('cautious')) }
}
