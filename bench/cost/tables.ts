import { AXES, type Axis } from './axes.ts'
import { beyondFree, billOf } from './bill.ts'
import { TYPICAL } from './habits.ts'
import { idleCron, silentRoom, sleepless } from './idle.ts'
import { tripsOf, usageOf } from './model.ts'
import { type Meter, PRICES } from './prices.ts'
import {
  HEAVY,
  LIGHT,
  oneObjectMs,
  relayBill,
  relayedMs,
  relaysNeeded,
  relaysQuicker,
  socketsHeld,
  socketsServed,
} from './relay.ts'
import { workOf } from './work.ts'

const USERS = [0, 10, 1_000, 100_000]

/** The deployment at several sizes: what it uses, what that costs, whether it would be free. */
export function sizesTable(): string {
  const sizes = USERS.map(users => {
    const habits = { ...TYPICAL, users }
    const usage = usageOf(habits)
    const cautious = usageOf(habits, 'cautious')
    return { users, usage, cautious, bill: billOf(usage), work: workOf(habits) }
  })
  const meter = (key: Meter) => [
    `${PRICES[key].what} (${PRICES[key].unit})`,
    ...sizes.map(({ usage }) => short(usage[key])),
  ]
  return table(
    [
      'a month',
      ...sizes.map(({ users }) => (users === 0 ? 'nobody' : `${thousands(users)} users`)),
    ],
    [
      [
        'Rooms, messages',
        ...sizes.map(({ work }) => `${short(work.rooms)}, ${short(work.messages)}`),
      ],
      meter('workerRequests'),
      meter('workerCpuMs'),
      meter('objectRequests'),
      meter('objectGbSeconds'),
      ['the same, cautious', ...sizes.map(({ cautious }) => short(cautious.objectGbSeconds))],
      meter('rowsWritten'),
      meter('rowsRead'),
      meter('objectGb'),
      ['Postgres round trips', ...sizes.map(({ work }) => short(tripsOf(work)))],
      meter('postgresCuHours'),
      meter('postgresGb'),
      meter('redisCommands'),
      ['Cloudflare', ...sizes.map(({ bill }) => dollars(bill.cloudflare))],
      ['Neon', ...sizes.map(({ bill }) => dollars(bill.neon))],
      ['Upstash', ...sizes.map(({ bill }) => dollars(bill.upstash))],
      ['**Together**', ...sizes.map(({ bill }) => `**${dollars(bill.total)}**`)],
      ['the same, cautious', ...sizes.map(({ cautious }) => dollars(billOf(cautious).total))],
      [
        'a user',
        ...sizes.map(({ users, bill }) =>
          users === 0 ? '–' : `$${(bill.total / users).toPrecision(2)}`,
        ),
      ],
      [
        'Beyond the free plans in',
        ...sizes.map(
          ({ users, usage }) =>
            [...(users === 0 ? [] : ['CPU']), ...beyondFree(usage)].join(', ') || 'nothing',
        ),
      ],
    ],
  )
}

/** How the bill grows along one axis. */
export function axisTable({ of, steps, habits }: Axis): string {
  return table(
    [of, 'object requests', 'rows written', 'GB-s', 'CU-hours', 'dollars', 'cautious'],
    steps.map(step => {
      const usage = usageOf(habits(step))
      return [
        thousands(step),
        short(usage.objectRequests),
        short(usage.rowsWritten),
        short(usage.objectGbSeconds),
        short(usage.postgresCuHours),
        dollars(billOf(usage).total),
        dollars(billOf(usageOf(habits(step), 'cautious')).total),
      ]
    }),
  )
}

/** What costs though nobody does anything. */
export function idleTable(): string {
  const [cron, room] = [idleCron(), silentRoom()]
  return table(
    ['at list price, a month', 'documented', 'cautious'],
    [
      ["The minute's cron", cents(cron.documented), cents(cron.cautious)],
      ['A silent room, two tabs open', cents(room.documented), cents(room.cautious)],
      ['Postgres kept awake from outside', cents(sleepless()), cents(sleepless())],
    ],
  )
}

/** What one object serves in time. */
export function reachTable(): string {
  return table(
    ['messages/s', 'light', 'heavy', 'two relays quicker from, light', 'heavy'],
    [0.1, 1, 10, 100, 1_000, 5_000].map(rate => [
      thousands(rate),
      thousands(socketsServed(rate, LIGHT)),
      thousands(socketsServed(rate, HEAVY)),
      thousands(relaysQuicker(rate, LIGHT)),
      thousands(relaysQuicker(rate, HEAVY)),
    ]),
  )
}

const RELAY_RATE = 100

/** What relays would make of large rooms. */
export function relayTable(): string {
  return table(
    ['sockets', 'one object', 'relays', 'with them', 'requests/h', 'by call', 'by socket'],
    [1_000, 2_000, 5_000, 10_000, 32_768, 100_000].map(sockets => {
      const one =
        sockets > socketsHeld(HEAVY)
          ? '–'
          : `${oneObjectMs(sockets, RELAY_RATE, HEAVY).toFixed(0)} ms`
      const relays = relaysNeeded(sockets, RELAY_RATE, HEAVY)
      if (relays === undefined) return [thousands(sockets), one, 'none is enough', '', '', '', '']
      if (relays === 0) return [thousands(sockets), one, '–', '', '', '', '']
      const bill = relayBill(sockets, relays, RELAY_RATE)
      return [
        thousands(sockets),
        one,
        thousands(relays),
        `${relayedMs(sockets, relays, RELAY_RATE, HEAVY).toFixed(0)} ms`,
        short(bill.requests),
        `$${bill.byCall.toFixed(3)}`,
        `$${bill.bySocket.toFixed(3)}`,
      ]
    }),
  )
}

export function pricesTable(): string {
  return table(
    ['', 'included a month', 'beyond', 'source', 'of'],
    Object.values(PRICES).map(({ what, included, dollars: each, unit, source, dated }) => [
      what,
      included === 0 ? '–' : short(included),
      each < 0.01
        ? `$${Number((each * 1_000_000).toPrecision(3))} / million ${unit}`
        : `$${each} / ${unit}`,
      `[${new URL(source).hostname}](${source})`,
      dated,
    ]),
  )
}

/** Everything, as one page of Markdown. */
export function report(): string {
  return [
    '## Sizes',
    sizesTable(),
    '## Idle',
    idleTable(),
    '## Growth',
    ...AXES.flatMap(axis => [`### ${axis.title}`, axisTable(axis)]),
    '## Past one object',
    reachTable(),
    relayTable(),
    '## Prices',
    pricesTable(),
  ].join('\n\n')
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n')
}

/** Three digits and a letter. */
function short(amount: number): string {
  const [scale, letter] =
    amount >= 1e9 ? [1e9, 'G'] : amount >= 1e6 ? [1e6, 'M'] : amount >= 1e4 ? [1e3, 'k'] : [1, '']
  return `${thousands(Number((amount / scale).toPrecision(3)))}${letter}`
}

function thousands(amount: number): string {
  return amount.toLocaleString('en-US', { maximumFractionDigits: 4 })
}

function dollars(amount: number): string {
  return `$${amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`
}

/** For small amounts: to the tenth of a cent. */
function cents(amount: number): string {
  return `$${amount.toFixed(3)}`
}
