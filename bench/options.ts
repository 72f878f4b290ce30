import { parseArgs } from 'node:util'
import { Remedy } from '../dev/remedy.ts'
import { BRIEF, FULL, type Pace } from './pace.ts'
import { RESULTS } from './report/files.ts'
import { SCENARIOS } from './scenarios/index.ts'
import type { Scenario } from './scenarios/scenario.ts'

export interface Options {
  scenarios: readonly Scenario[]
  pace: Pace
  /** One JSON object a line instead of tables. */
  isJson: boolean
  /** Where the report is written; nowhere when it is not a report of everything. */
  folder: string | undefined
  /** Where profiles are written, if any are wanted. */
  profiles: string | undefined
}

/** @throws Remedy that says what there is, when something else was asked for */
export function options(args: string[]): Options {
  const { values, positionals } = parse(args)
  const pace = values.brief ? BRIEF : FULL
  const runs = values.runs === undefined ? pace.runs : Number(values.runs)
  if (!Number.isInteger(runs) || runs < 1) throw new Remedy('--runs is a number from 1.')
  const isWhole = positionals.length === 0 && !values.brief
  return {
    scenarios: positionals.length === 0 ? SCENARIOS : positionals.flatMap(named),
    pace: { ...pace, runs },
    isJson: values.json,
    profiles: values.profile,
    folder: values.out ?? (isWhole ? RESULTS : undefined),
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        brief: { type: 'boolean', default: false },
        runs: { type: 'string' },
        out: { type: 'string' },
        profile: { type: 'string' },
      },
    })
  } catch (error) {
    throw error instanceof TypeError ? new Remedy(error.message) : error
  }
}

/** A scenario by its name, or all whose names begin with it. */
function named(name: string): readonly Scenario[] {
  const found = SCENARIOS.filter(scenario => scenario.name === name)
  const begun = SCENARIOS.filter(scenario => scenario.name.startsWith(name))
  if (begun.length === 0) {
    const names = SCENARIOS.map(scenario => scenario.name).join(', ')
    throw new Remedy(`There is no scenario ${name}. There are: ${names}.`)
  }
  return found.length > 0 ? found : begun
}
