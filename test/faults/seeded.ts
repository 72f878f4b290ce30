import { beforeEach, onTestFailed } from 'vitest'
import { Seed } from './seed.ts'

/** The seed of this file's tests. A test that fails says how to run with the same one again. */
export function seeded(): Seed {
  const seed = Seed.ofRun()
  beforeEach(() => {
    onTestFailed(() => console.error(`seed: run again with FAULT_SEED=${seed.value}`))
  })
  return seed
}
