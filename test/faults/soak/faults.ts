import type { Person } from '../people/person.ts'
import type { HttpFault } from '../proxies/http-proxy.ts'
import type { SocketFault } from '../proxies/socket-proxy.ts'
import type { Scene } from '../scene.ts'
import { until, wait } from '../until.ts'
import type { World } from '../world.ts'

/** Something that goes wrong for `ms`; it has put everything right when it is over. */
export type Fault = (world: World, scenes: readonly Scene[], ms: number) => Promise<void>

/** Milliseconds between a SIGKILL and the next start. */
const DOWN_MAX_MS = 2_000

export const FAULTS: Record<string, Fault> = {
  'postgres refuses': postgres({ kind: 'refuse' }),
  'postgres hangs': postgres({ kind: 'hang' }),
  'postgres is slow': postgres({ kind: 'delay', ms: 3_000 }),
  'postgres answers 500': postgres({ kind: 'status', status: 500 }),
  'postgres answers 400': postgres({ kind: 'status', status: 400 }),
  'postgres answers break off': postgres({ kind: 'cut' }),
  'postgres answers are lost': postgres({ kind: 'lose' }),
  'postgres is asked twice': postgres({ kind: 'repeat' }),
  'postgres is asked out of order': postgres({ kind: 'reorder' }),
  'redis refuses': redis({ kind: 'refuse' }),
  'redis hangs': redis({ kind: 'hang' }),
  'redis answers 500': redis({ kind: 'status', status: 500 }),
  'sockets are cut': async world => world.sockets.cutAll(),
  'sockets are refused': sockets({ kind: 'refuse' }, 1),
  'sockets get 503': sockets({ kind: 'busy' }, 0.7),
  'sockets are cut when open': sockets({ kind: 'cut-open' }, 0.7),
  'frames break off': sockets({ kind: 'cut-frame' }, 0.02),
  'lines are cut before the answer': sockets({ kind: 'cut-answer' }, 0.05),
  'lines are half open': sockets({ kind: 'half-open' }, 0.02),
  'frames are late': sockets({ kind: 'delay', ms: 800 }, 0.5),
  'frames are repeated': sockets({ kind: 'repeat' }, 0.3),
  'frames change places': sockets({ kind: 'reorder' }, 0.05),
  'the runtime is killed': async world => {
    await world.runtime.kill()
    await wait(world.seed.between(0, DOWN_MAX_MS))
    await world.runtime.start()
  },
  'the runtime is killed while postgres loses answers': async (world, _, ms) => {
    world.postgres.inflict({ kind: 'lose' })
    await wait(ms / 2)
    await world.runtime.kill()
    world.postgres.heal()
    await world.runtime.start()
  },
  'a restart is announced': async world => {
    const authorization = `Bearer ${world.operatorToken}`
    const url = `${world.runtime.url}/api/operator/restart`
    const answer = await fetch(url, { method: 'POST', headers: { authorization } })
    if (!answer.ok) throw new Error(`restart: ${answer.status}`)
  },
  'somebody is removed': async (world, scenes, ms) => {
    const scene = world.seed.pick(scenes)
    const person = somebody(world, scene)
    await scene.remove(person)
    await wait(ms)
    await scene.admit(person.visitor)
    scene.restore(person)
  },
  'somebody signs out': async (world, scenes, ms) => {
    const scene = world.seed.pick(scenes)
    const person = somebody(world, scene)
    await person.visitor.signOut()
    scene.history.note({ kind: 'barred', client: person.name })
    await until('the socket is closed', () => person.client.status.phase === 'ended')
    await wait(ms)
    await person.visitor.signIn()
    scene.restore(person)
  },
}

function postgres(fault: HttpFault): Fault {
  return async (world, _, ms) => {
    world.postgres.inflict(fault)
    await wait(ms)
    world.postgres.heal()
  }
}

function redis(fault: HttpFault): Fault {
  return async (world, _, ms) => {
    world.redis.inflict(fault)
    // Only a new socket asks Redis.
    world.sockets.cutAll()
    await wait(ms)
    world.redis.heal()
  }
}

function sockets(fault: SocketFault, share: number): Fault {
  return async (world, _, ms) => {
    world.sockets.inflict(fault, share)
    if (fault.kind === 'refuse' || fault.kind === 'busy' || fault.kind === 'cut-open')
      world.sockets.cutAll()
    await wait(ms)
    world.sockets.heal()
  }
}

/** Anybody but the owner. */
function somebody(world: World, scene: Scene): Person {
  return world.seed.pick(scene.people.filter(({ visitor }) => visitor !== scene.owner))
}
