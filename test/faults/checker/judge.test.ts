import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Entry, Evidence, Fact, Happening } from './history.ts'
import { count, type Invariant, judge } from './judge.ts'

// The checker is trusted with everything else, so it is tried from both sides: histories of a room
// that keeps its promises pass, and any one wrong in them is found.

const USERS = ['ada', 'grace', 'linus']

interface Record {
  history: Entry[]
  evidence: { log: Fact[]; stored: Fact[] }
}

/** What a sound room leaves behind when its people do these things. */
function sound(deeds: readonly Deed[]): Record {
  const log: Fact[] = []
  const history: Entry[] = []
  const holds = new Map<string, number>()
  const note = (happening: Happening) => history.push({ at: history.length, ...happening })
  const hand = (user: string) => {
    for (const fact of log.slice(holds.get(user) ?? 0)) {
      note({ kind: 'frame', socket: user, from: fact.seq, to: fact.seq, isFresh: false })
      note({ kind: 'event', client: user, user, ...fact })
      holds.set(user, fact.seq)
      if (fact.by === user && fact.cid !== undefined)
        note({ kind: 'ok', client: user, user, cid: fact.cid })
    }
  }
  const record = (fact: Omit<Fact, 'seq' | 'id'>) =>
    log.push({ seq: log.length + 1, id: `id-${log.length + 1}`, ...fact })
  for (const user of USERS) {
    note({ kind: 'joins', user })
    record({ type: 'member.joined', by: user, member: user })
    note({ kind: 'begin', client: user, why: 'first' })
    hand(user)
  }
  deeds.forEach(({ who, what }, index) => {
    const user = USERS[who] ?? ''
    if (what === 'resume') note({ kind: 'resume', client: user, lastSeq: holds.get(user) ?? 0 })
    if (what === 'read' || what === 'resume') {
      hand(user)
      return
    }
    const cid = `cid-${index}`
    note({ kind: 'invoke', client: user, user, cid, body: `body ${index}` })
    if (what === 'say') record({ type: 'message.sent', by: user, cid, body: `body ${index}` })
    else note({ kind: 'fail', client: user, user, cid, code: 'body_empty' })
  })
  note({ kind: 'healed' })
  for (const user of USERS) {
    hand(user)
    note({ kind: 'settled', client: user, lastSeq: log.length })
  }
  note({ kind: 'drained' })
  return { history, evidence: { log, stored: log.map(fact => ({ ...fact })) } }
}

type Deed = { who: number; what: 'say' | 'refused' | 'read' | 'resume' }

const deeds = fc.array(
  fc.record({
    who: fc.nat(USERS.length - 1),
    what: fc.constantFrom<Deed['what']>('say', 'say', 'say', 'refused', 'read', 'resume'),
  }),
  { minLength: 1, maxLength: 40 },
)
/** At least one thing is said, so that there is something to get wrong. */
const evenings = deeds.map(done => sound([...done, { who: 0, what: 'say' }]))

const verdict = ({ history, evidence }: { history: Entry[]; evidence: Evidence }) =>
  new Set(judge(history, evidence, { isWireTrue: true }).map(violation => violation.invariant))

/** One wrong, done to a sound record; `n` chooses where. */
const WRONGS: [string, Invariant, (record: Record, n: number) => void][] = [
  [
    'an acknowledged message is missing in the log',
    'I1',
    ({ evidence }, n) => {
      evidence.log.splice(at(said(evidence.log), n), 1)
    },
  ],
  [
    'an acknowledged message is missing in Postgres',
    'I1',
    ({ evidence }, n) => {
      evidence.stored.splice(at(said(evidence.stored), n), 1)
    },
  ],
  [
    'Postgres has another text',
    'I1',
    ({ evidence }, n) => {
      change(evidence.stored, at(said(evidence.stored), n), { body: 'another' })
    },
  ],
  [
    'the log has another text than was sent',
    'I1',
    ({ history, evidence }, n) => {
      const index = at(said(evidence.log), n)
      const { seq } = evidence.log[index] ?? {}
      for (const facts of [evidence.log, evidence.stored]) change(facts, index, { body: 'another' })
      for (const entry of history)
        if (entry.kind === 'event' && entry.seq === seq) entry.body = 'another'
    },
  ],
  [
    'a message is there twice',
    'I2',
    ({ evidence }, n) => {
      const again = evidence.log[at(said(evidence.log), n)]
      if (again) evidence.log.push({ ...again, seq: evidence.log.length + 1, id: 'again' })
    },
  ],
  [
    'a seq is there twice',
    'I2',
    ({ evidence }, n) => {
      const index = n % evidence.stored.length
      const twin = evidence.stored[index]
      if (twin) evidence.stored.push({ ...twin })
    },
  ],
  [
    'a cid stands for two texts',
    'I2',
    ({ history }, n) => {
      const sends = history.filter(entry => entry.kind === 'invoke').filter(wasTaken(history))
      const sent = sends[n % sends.length]
      if (sent) history.push({ ...sent, body: 'another' })
    },
  ],
  [
    'two events change places',
    'I3',
    ({ history }, n) => {
      const events = history.flatMap((entry, index) => (entry.kind === 'event' ? [index] : []))
      const pairs = events.filter(index => follower(history, index) !== undefined)
      const [one, other] = [pairs[n % pairs.length] ?? 0, 0]
      const next = follower(history, one) ?? other
      const kept = history[one]
      if (kept && history[next]) [history[one], history[next]] = [history[next], kept]
    },
  ],
  [
    'an event is handed over twice',
    'I3',
    ({ history }, n) => {
      const index = nth(history, 'event', n)
      const entry = history[index]
      if (entry) history.splice(index, 0, { ...entry })
    },
  ],
  [
    'one reader gets another text',
    'I3',
    ({ history }, n) => {
      const entry = history[nth(history, 'event', n)]
      if (entry?.kind === 'event') entry.id = 'another'
    },
  ],
  [
    'a socket skips a frame',
    'I3',
    ({ history }, n) => {
      const frames = history.filter(entry => entry.kind === 'frame' && entry.from > 1)
      const frame = frames[n % frames.length]
      if (frame?.kind === 'frame') frame.from += 1
    },
  ],
  [
    'a reader begins anew without a word',
    'I4',
    ({ history }, n) => {
      const index = nth(history, 'event', n)
      const entry = history[index]
      if (entry?.kind === 'event')
        history.splice(index + 1, 0, { at: 0, kind: 'begin', client: entry.client, why: 'first' })
    },
  ],
  [
    'a resume goes on one event too late',
    'I4',
    ({ history }, n) => {
      const index = nth(history, 'event', n)
      const entry = history[index]
      if (entry?.kind !== 'event') return
      const { client, seq } = entry
      history.splice(index, 0, { at: 0, kind: 'resume', client, lastSeq: seq - 2 })
    },
  ],
  [
    'a reader stays behind',
    'I4',
    ({ history }, n) => {
      const entry = history[nth(history, 'settled', n)]
      if (entry?.kind === 'settled') entry.lastSeq -= 1
    },
  ],
  [
    'a send is never answered',
    'I4',
    ({ history }) => {
      history.push({ at: 0, kind: 'stuck', client: 'ada', what: 'a send was never answered' })
    },
  ],
  [
    'an outsider hears something',
    'I5',
    ({ history, evidence }, n) => {
      const fact = evidence.log[n % evidence.log.length]
      if (fact) history.push({ at: 0, kind: 'event', client: 'eve', user: 'eve', ...fact })
    },
  ],
  [
    'somebody who was removed hears what came after',
    'I5',
    ({ history, evidence }) => {
      const seq = evidence.log.length + 1
      const left: Fact = { seq, id: 'left', type: 'member.left', by: 'ada', member: 'linus' }
      const later: Fact = { seq: seq + 1, id: 'later', type: 'message.sent', by: 'ada' }
      for (const facts of [evidence.log, evidence.stored]) facts.push(left, later)
      history.push({ at: 0, kind: 'event', client: 'linus', user: 'linus', ...left })
      history.push({ at: 0, kind: 'event', client: 'linus', user: 'linus', ...later })
    },
  ],
  [
    'a sign-in that has ended still hears',
    'I5',
    ({ history }, n) => {
      const entry = history[nth(history, 'event', n)]
      if (entry?.kind !== 'event') return
      history.unshift({ at: entry.at - 1_001, kind: 'barred', client: entry.client })
    },
  ],
  [
    'nothing arrives after healing',
    'I6',
    ({ history }) => {
      history.splice(nth(history, 'drained', 0), 1)
    },
  ],
  [
    'it arrives after more than a minute',
    'I6',
    ({ history }) => {
      const entry = history[nth(history, 'drained', 0)]
      if (entry !== undefined) entry.at += 60_001 + history.length
    },
  ],
  [
    'somebody gets what they may not have',
    'I7',
    ({ history }) => {
      history.push({ at: 0, kind: 'attempt', user: 'eve', what: 'reads', granted: true })
    },
  ],
]

describe('the checker', () => {
  it('finds nothing wrong with a sound room, and counts all of it', () => {
    fc.assert(
      fc.property(evenings, record => {
        expect(judge(record.history, record.evidence, { isWireTrue: true })).toEqual([])
        const said = record.evidence.log.filter(fact => fact.cid !== undefined).length
        expect(count(record.history, record.evidence)).toEqual({
          acknowledged: said,
          verified: said,
        })
      }),
    )
  })

  it.each(WRONGS)('notices when %s: %s', (_, invariant, wrong) => {
    fc.assert(
      fc.property(evenings, fc.nat(), (record, n) => {
        wrong(record, n)
        expect([...verdict(record)]).toContain(invariant)
      }),
    )
  })

  it('says nothing of frames where the network itself may have moved them', () => {
    const record = sound([{ who: 0, what: 'say' }])
    const frame = record.history.findLast(entry => entry.kind === 'frame')
    if (frame?.kind === 'frame') frame.from += 1
    expect(judge(record.history, record.evidence)).toEqual([])
    expect(verdict(record)).toEqual(new Set(['I3']))
  })

  it('lets pass what is listed as failing open', () => {
    const record = sound([])
    record.history.push({ at: 0, kind: 'attempt', user: 'eve', what: 'knocks', granted: true })
    expect(judge(record.history, record.evidence, { failsOpen: ['knocks'] })).toEqual([])
  })

  it('takes a gap and a reset for an answer', () => {
    for (const why of ['gap', 'reset'] as const) {
      const { history, evidence } = sound([{ who: 0, what: 'say' }])
      const last = history.findLastIndex(entry => entry.kind === 'event')
      const entry = history[last]
      if (entry?.kind !== 'event') throw new Error('nothing was handed over')
      history.splice(last, 0, { at: 0, kind: 'begin', client: entry.client, why })
      expect(judge(history, evidence)).toEqual([])
    }
  })

  it('lets a member who came back read what happened meanwhile', () => {
    const { history, evidence } = sound([])
    const seq = evidence.log.length
    const facts: Fact[] = [
      { seq: seq + 1, id: 'a', type: 'member.left', by: 'ada', member: 'linus' },
      { seq: seq + 2, id: 'b', type: 'message.sent', by: 'ada' },
      { seq: seq + 3, id: 'c', type: 'member.joined', by: 'linus', member: 'linus' },
    ]
    for (const kept of [evidence.log, evidence.stored]) kept.push(...facts)
    const settled = history.filter(entry => entry.kind !== 'settled')
    const handed = facts.map(
      (fact): Entry => ({ at: 0, kind: 'event', client: 'linus', user: 'linus', ...fact }),
    )
    expect(judge([...settled, ...handed], evidence)).not.toEqual([])
    const asked: Entry = { at: 0, kind: 'joins', user: 'linus' }
    expect(judge([...settled, asked, ...handed], evidence)).toEqual([])
  })
})

function said(facts: readonly Fact[]): number[] {
  return facts.flatMap((fact, index) => (fact.cid === undefined ? [] : [index]))
}

function at(indexes: readonly number[], n: number): number {
  return indexes[n % indexes.length] ?? 0
}

function change(facts: Fact[], index: number, to: Partial<Fact>): void {
  const fact = facts[index]
  if (fact !== undefined) facts[index] = { ...fact, ...to }
}

/** The index of one of the entries of a kind. */
function nth(history: readonly Entry[], kind: Entry['kind'], n: number): number {
  const indexes = history.flatMap((entry, index) => (entry.kind === kind ? [index] : []))
  return at(indexes, n)
}

/** Where the same client is handed the next event. */
function follower(history: readonly Entry[], index: number): number | undefined {
  const entry = history[index]
  if (entry?.kind !== 'event') return undefined
  const next = history.findIndex(
    (one, later) => later > index && one.kind === 'event' && one.client === entry.client,
  )
  return next === -1 ? undefined : next
}

function wasTaken(history: readonly Entry[]) {
  const taken = new Set(history.flatMap(entry => (entry.kind === 'ok' ? [entry.cid] : [])))
  return (entry: Entry) => entry.kind === 'invoke' && taken.has(entry.cid)
}
