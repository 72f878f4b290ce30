import { afterAll, beforeAll, inject } from 'vitest'
import { seeded } from './seeded.ts'
import { World } from './world.ts'

/** A world for the tests of one file, with their seed. @returns what hands it out once it stands */
export function aWorld(): () => World {
  const seed = seeded()
  let world: World | undefined
  beforeAll(async () => {
    world = await World.start({ seed, script: inject('scripts').sound })
  })
  afterAll(() => world?.end())
  return () => {
    if (world === undefined) throw new Error('the world does not stand yet')
    return world
  }
}
