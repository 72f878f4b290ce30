import type { Result } from './result.ts'

const RIVALS = [
  {
    subject: 'seed-stack',
    ofRate: 'ratioToSeedStack',
    ofDelay: 'deliveryP50ToSeedStack',
  },
  {
    subject: 'naive-object',
    ofRate: 'ratioToNaiveObject',
    ofDelay: 'deliveryP50ToNaiveObject',
  },
] as const

type Rival = (typeof RIVALS)[number]
export type RatioName = Rival['ofRate'] | Rival['ofDelay']

export function isRatio(name: string): name is RatioName {
  return RIVALS.some(({ ofRate, ofDelay }) => name === ofRate || name === ofDelay)
}

/** How often a subject's figure holds a rival's. Of rates more is better, of delays less. */
export type Ratios = Partial<Record<RatioName, number>>

/**
 * One result beside the same scenario's results of the rivals, median by median. Where both have a
 * rate it is compared, and the delay only otherwise: a delay at saturation tells how deep a queue is,
 * a rate where all are asked for the same tells nothing, so scenarios of a given rate leave it out.
 * @param results of this scenario, or of all
 */
export function ratiosOf(result: Result, results: readonly Result[]): Ratios {
  const ratios: Ratios = {}
  for (const { subject, ofRate, ofDelay } of RIVALS) {
    const rival = results.find(
      other => other.subject === subject && other.scenario === result.scenario,
    )
    if (rival === undefined || result.subject === subject) continue
    const haveRates = [result, rival].every(({ figures }) => RATE in figures)
    const quotient = divide(result, rival, haveRates ? RATE : DELAY)
    if (quotient !== undefined) ratios[haveRates ? ofRate : ofDelay] = quotient
  }
  return ratios
}
const RATE = 'deliveriesPerSecond'
const DELAY = 'deliveryP50Ms'

/** None by zero: a rival that delivered nothing would make anybody infinitely better. */
function divide(result: Result, rival: Result, figure: string): number | undefined {
  const own = result.figures[figure]?.median
  const other = rival.figures[figure]?.median
  return own === undefined || other === undefined || other === 0 ? undefined : own / other
}
