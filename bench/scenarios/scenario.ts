import type { Bench } from '../bench.ts'
import type { Result } from '../report/result.ts'

/** One question, put to every subject it makes sense for. */
export interface Scenario {
  name: string
  /** What is done and counted, in a sentence. */
  about: string
  run(bench: Bench): Promise<Result[]>
}
