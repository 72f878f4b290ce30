import type { Entry, Evidence, Fact } from './history.ts'

export type Invariant = 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'I6' | 'I7'

export interface Violation {
  invariant: Invariant
  kind: 'lost' | 'duplicated' | 'altered' | 'reordered' | 'behind' | 'leaked' | 'undrained' | 'open'
  what: string
}

export interface Terms {
  /** Whether the network kept frames whole and in order, so that sockets themselves can be judged. */
  isWireTrue?: boolean
  /** What may succeed although it should not, as docs/reliability.md lists it. */
  failsOpen?: readonly string[]
}

/** Milliseconds in which an outbox drains after healing (I6), and a revocation takes hold (I5). */
const DRAIN_MAX_MS = 60_000
const REVOKED_WITHIN_MS = 1_000

type Of<K extends Entry['kind']> = Extract<Entry, { kind: K }>

/** What was acknowledged, and how much of it is there as it should be. */
export interface Count {
  acknowledged: number
  verified: number
}

/** Counts what was acknowledged, and what of it is once in the log and in Postgres, as it was sent. */
export function count(history: readonly Entry[], { log, stored }: Evidence): Count {
  const said = new Map(of(history, 'invoke').map(sent => [send(sent), sent.body]))
  const [inLog, inPostgres] = [byCid(log), byCid(stored)]
  const names = [...new Set(of(history, 'ok').map(send))]
  const isWhole = (copies: Fact[] | undefined, name: string) =>
    copies?.length === 1 && copies[0]?.body === said.get(name)
  const verified = names.filter(
    name => isWhole(inLog.get(name), name) && isWhole(inPostgres.get(name), name),
  )
  return { acknowledged: names.length, verified: verified.length }
}

/** Judges what happened against what was promised. Pure: the same history, the same verdict. */
export function judge(
  history: readonly Entry[],
  evidence: Evidence,
  terms: Terms = {},
): Violation[] {
  return [
    ...acknowledged(history, evidence),
    ...unique(history, evidence),
    ...ordered(history, evidence, terms),
    ...resumed(history, evidence),
    ...private_(history, evidence),
    ...drained(history),
    ...closed(history, terms),
  ]
}

/** I1: what was acknowledged is once in the log and once in Postgres, as it was sent. */
function acknowledged(history: readonly Entry[], { log, stored }: Evidence): Violation[] {
  const sends = grouped(of(history, 'invoke'), send)
  const kept = { log: byCid(log), Postgres: byCid(stored) }
  const found: Violation[] = []
  for (const name of new Set(of(history, 'ok').map(send)))
    for (const [where, facts] of Object.entries(kept)) {
      const copies = facts.get(name) ?? []
      const what = `${name} is ${copies.length} times in ${where}`
      if (copies.length === 0) found.push({ invariant: 'I1', kind: 'lost', what })
      if (copies.length > 1) found.push({ invariant: 'I1', kind: 'duplicated', what })
      const said = new Set(sends.get(name)?.map(one => one.body))
      const altered = copies.some(copy => !said.has(copy.body ?? ''))
      if (altered) found.push({ invariant: 'I1', kind: 'altered', what: `${name} in ${where}` })
    }
  return [...found, ...carried(log, stored)]
}

/** Postgres has the log, event for event. */
function carried(log: readonly Fact[], stored: readonly Fact[]): Violation[] {
  const bySeq = new Map(stored.map(fact => [fact.seq, fact]))
  return log
    .filter(fact => !isSame(fact, bySeq.get(fact.seq)))
    .map(({ seq }) => ({ invariant: 'I1', kind: 'lost', what: `seq ${seq} in Postgres` }))
}

/** I2: a place is taken once, and so is a cid; another text under it is refused. */
function unique(history: readonly Entry[], { log, stored }: Evidence): Violation[] {
  const found: Violation[] = []
  for (const [where, facts] of Object.entries({ log, Postgres: stored })) {
    for (const name of repeated(facts.map(fact => `seq ${fact.seq}`)))
      found.push({ invariant: 'I2', kind: 'duplicated', what: `${name} in ${where}` })
    for (const name of repeated(facts.filter(isSaid).map(send)))
      found.push({ invariant: 'I2', kind: 'duplicated', what: `${name} in ${where}` })
  }
  const said = byCid(log)
  const wasRefused = new Set(of(history, 'fail').map(send))
  for (const [name, sends] of grouped(of(history, 'invoke'), send)) {
    const bodies = new Set(sends.map(one => one.body))
    if (bodies.size > 1 && said.has(name) && !wasRefused.has(name))
      found.push({ invariant: 'I2', kind: 'altered', what: `${name} was taken for two texts` })
  }
  return found
}

/** I3: seqs rise by one, and say the same to everybody. */
function ordered(history: readonly Entry[], { log }: Evidence, terms: Terms): Violation[] {
  const found: Violation[] = []
  const bySeq = new Map(log.map(fact => [fact.seq, fact]))
  log.forEach(({ seq }, index) => {
    if (seq !== index + 1)
      found.push({ invariant: 'I3', kind: 'reordered', what: `the log has ${seq} at ${index + 1}` })
  })
  const last = new Map<string, number>()
  for (const entry of history) {
    if (entry.kind === 'begin') last.delete(entry.client)
    if (entry.kind !== 'event') continue
    const before = last.get(entry.client)
    if (before !== undefined && entry.seq !== before + 1)
      found.push({
        invariant: 'I3',
        kind: 'reordered',
        what: `${entry.client} was handed ${entry.seq} after ${before}`,
      })
    last.set(entry.client, entry.seq)
    if (!isSame(entry, bySeq.get(entry.seq)))
      found.push({
        invariant: 'I3',
        kind: 'altered',
        what: `${entry.client} was handed another ${entry.seq}`,
      })
  }
  return terms.isWireTrue ? [...found, ...wire(history)] : found
}

/** On a socket itself every frame begins where the one before ended, unless it begins anew. */
function wire(history: readonly Entry[]): Violation[] {
  const found: Violation[] = []
  const last = new Map<string, number>()
  for (const { socket, from, to, isFresh } of of(history, 'frame')) {
    const before = last.get(socket)
    if (before !== undefined && !isFresh && from !== before + 1)
      found.push({
        invariant: 'I3',
        kind: 'reordered',
        what: `${socket} carried ${from} after ${before}`,
      })
    last.set(socket, to)
  }
  return found
}

/** I4: whoever comes back gets what follows, or is told that there is no going on; all arrive. */
function resumed(history: readonly Entry[], { log }: Evidence): Violation[] {
  const found: Violation[] = []
  const holds = new Map<string, number>()
  const behind = (what: string) => found.push({ invariant: 'I4', kind: 'behind', what })
  const due = new Map<string, number>()
  for (const entry of history) {
    if (entry.kind === 'event') {
      const after = due.get(entry.client)
      if (after !== undefined && entry.seq !== after + 1)
        behind(`${entry.client} came back with ${after} and got ${entry.seq}`)
      due.delete(entry.client)
      holds.set(entry.client, entry.seq)
    } else if (entry.kind === 'resume') {
      due.set(entry.client, entry.lastSeq)
    } else if (entry.kind === 'begin') {
      if (entry.why === 'first' && holds.has(entry.client))
        behind(`${entry.client} began anew without a word`)
      due.delete(entry.client)
      holds.set(entry.client, 0)
    }
  }
  const head = log.at(-1)?.seq ?? 0
  for (const { client, lastSeq } of of(history, 'settled'))
    if (lastSeq !== head) behind(`${client} ended at ${lastSeq} of ${head}`)
  for (const { client, what } of of(history, 'stuck')) behind(`${client}: ${what}`)
  return found
}

/**
 * I5: nothing is for somebody who may not read it. An event that happened while its reader was out
 * is theirs only once they have asked to come in again.
 */
function private_(history: readonly Entry[], { log }: Evidence): Violation[] {
  const found: Violation[] = []
  const asked = new Map<string, number>()
  const barred = new Map<string, number>()
  const { joinedBefore, isInside } = attendance(log)
  for (const entry of history) {
    if (entry.kind === 'joins') asked.set(entry.user, (asked.get(entry.user) ?? 0) + 1)
    if (entry.kind === 'barred') barred.set(entry.client, entry.at)
    if (entry.kind === 'returns') barred.delete(entry.client)
    if (entry.kind !== 'event') continue
    const { client, user, seq } = entry
    const what = `${client} was handed ${seq}`
    const isTheirs = isInside(user, seq) || (asked.get(user) ?? 0) > joinedBefore(user, seq)
    const since = barred.get(client)
    const isLate = since !== undefined && entry.at - since > REVOKED_WITHIN_MS
    if (!isTheirs || isLate) found.push({ invariant: 'I5', kind: 'leaked', what })
  }
  return found
}

/** Who was in the room when, as the log tells it. */
function attendance(log: readonly Fact[]) {
  const comings = new Map<string, { seq: number; isIn: boolean }[]>()
  for (const { type, member, seq } of log) {
    if (member === undefined || (type !== 'member.joined' && type !== 'member.left')) continue
    const known = comings.get(member) ?? []
    known.push({ seq, isIn: type === 'member.joined' })
    comings.set(member, known)
  }
  const until = (user: string, seq: number) =>
    (comings.get(user) ?? []).filter(coming => coming.seq <= seq)
  return {
    isInside: (user: string, seq: number) => until(user, seq).at(-1)?.isIn ?? false,
    joinedBefore: (user: string, seq: number) => until(user, seq).filter(({ isIn }) => isIn).length,
  }
}

/** I6: what waited while Postgres was away arrives by itself, in time. */
function drained(history: readonly Entry[]): Violation[] {
  const healed = history.findLast(entry => entry.kind === 'healed')
  if (healed === undefined) return []
  const end = history.findLast(entry => entry.kind === 'drained')
  const took = end === undefined ? undefined : end.at - healed.at
  if (took !== undefined && took <= DRAIN_MAX_MS) return []
  const what = took === undefined ? 'never drained' : `drained after ${Math.round(took)} ms`
  return [{ invariant: 'I6', kind: 'undrained', what }]
}

/** I7: what may not be done was not, whatever was away. */
function closed(history: readonly Entry[], { failsOpen = [] }: Terms): Violation[] {
  return of(history, 'attempt')
    .filter(({ granted, what }) => granted && !failsOpen.includes(what))
    .map(({ user, what }) => ({ invariant: 'I7', kind: 'open', what: `${user}: ${what}` }))
}

function of<K extends Entry['kind']>(history: readonly Entry[], kind: K): Of<K>[] {
  return history.filter((entry): entry is Of<K> => entry.kind === kind)
}

function isSaid(fact: Fact): fact is Fact & { cid: string } {
  return fact.cid !== undefined
}

function send({ user, by, cid }: { user?: string; by?: string; cid?: string }): string {
  return `${by ?? user} ${cid}`
}

function byCid(facts: readonly Fact[]): Map<string, Fact[]> {
  return grouped(facts.filter(isSaid), fact => send({ by: fact.by, cid: fact.cid }))
}

function grouped<T>(all: readonly T[], name: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) {
    const group = groups.get(name(one))
    if (group === undefined) groups.set(name(one), [one])
    else group.push(one)
  }
  return groups
}

function repeated(names: readonly string[]): string[] {
  const seen = new Set<string>()
  return names.filter(name => seen.size === seen.add(name).size)
}

function isSame(a: Fact, b: Fact | undefined): boolean {
  return (
    b !== undefined &&
    a.id === b.id &&
    a.type === b.type &&
    a.by === b.by &&
    a.cid === b.cid &&
    a.body === b.body &&
    a.member === b.member
  )
}
