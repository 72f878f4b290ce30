import type { Visitor } from '../support/visitor.ts'
import type { NaiveClient } from './people/naive.ts'
import type { Person } from './people/person.ts'
import type { Scene } from './scene.ts'
import type { World } from './world.ts'

const CAST = ['Ada', 'Grace', 'Linus', 'Mary', 'Katherine', 'Alan']

export interface Company {
  scene: Scene
  visitors: readonly Visitor[]
  people: readonly Person[]
  /** Somebody of the company once more, with a client of another make. */
  stranger: NaiveClient
}

/** A room with some of the cast in it, all of them live; the first one owns it. */
export async function company(world: World, size = 3): Promise<Company> {
  const visitors: Visitor[] = []
  for (const name of CAST.slice(0, size)) visitors.push(await world.visitor(name))
  const [owner, ...guests] = visitors
  if (owner === undefined) throw new Error('nobody')
  const scene = await world.scene('Company', owner, ...guests)
  const people = visitors.map(visitor => scene.enter(visitor))
  const stranger = scene.enterNaively(owner)
  await scene.live()
  return { scene, visitors, people, stranger }
}

/** The n-th of a company, which is there. */
export function nth<T>(of: readonly T[], index: number): T {
  const one = of[index]
  if (one === undefined) throw new Error(`there is no number ${index}`)
  return one
}
