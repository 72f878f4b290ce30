import type { Usage } from './model.ts'
import { DAYS } from './month.ts'
import {
  BASE_DOLLARS,
  FREE_A_DAY,
  FREE_OBJECT_GB,
  FREE_POSTGRES,
  FREE_REDIS_COMMANDS,
  type Meter,
  PRICES,
} from './prices.ts'

/** Dollars a month, by who sends the bill. */
export interface Bill {
  cloudflare: number
  neon: number
  upstash: number
  total: number
}

export function billOf(usage: Usage): Bill {
  const cloudflare = BASE_DOLLARS + sum(CLOUDFLARE.map(meter => chargeFor(meter, usage[meter])))
  const neon = fitsNeon(usage)
    ? 0
    : chargeFor('postgresCuHours', usage.postgresCuHours) +
      chargeFor('postgresGb', usage.postgresGb)
  const upstash = fitsUpstash(usage) ? 0 : chargeFor('redisCommands', usage.redisCommands)
  return { cloudflare, neon, upstash, total: cloudflare + neon + upstash }
}

/** What is included is subtracted once, from the month's whole. */
export function chargeFor(meter: Meter, amount: number): number {
  const { included, dollars } = PRICES[meter]
  return Math.max(0, amount - included) * dollars
}

/** What it would cost if others had used up all that is included: what a thing is worth leaving out. */
export function listPrice(usage: Partial<Usage>): number {
  const meters = Object.keys(PRICES) as Meter[]
  return sum(meters.map(meter => (usage[meter] ?? 0) * PRICES[meter].dollars))
}

/** The limits of the free plans that a usage goes beyond; CPU, which nobody fits, is not among them. */
export function beyondFree(usage: Usage): string[] {
  const daily = Object.entries(FREE_A_DAY) as [keyof typeof FREE_A_DAY, number][]
  const beyond: string[] = daily
    .filter(([meter, most]) => usage[meter] / DAYS > most)
    .map(([meter]) => PRICES[meter].what)
  if (usage.objectGb > FREE_OBJECT_GB) beyond.push(PRICES.objectGb.what)
  if (!fitsNeon(usage)) beyond.push('Neon')
  if (!fitsUpstash(usage)) beyond.push('Upstash')
  return beyond
}

const CLOUDFLARE = [
  'workerRequests',
  'workerCpuMs',
  'objectRequests',
  'objectGbSeconds',
  'rowsRead',
  'rowsWritten',
  'objectGb',
] as const satisfies Meter[]

function fitsNeon({ postgresCuHours, postgresGb }: Usage): boolean {
  return postgresCuHours <= FREE_POSTGRES.cuHours && postgresGb <= FREE_POSTGRES.gb
}

function fitsUpstash({ redisCommands }: Usage): boolean {
  return redisCommands <= FREE_REDIS_COMMANDS
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}
