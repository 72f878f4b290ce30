import type { Profile } from '../../../worker/domain/identity.ts'
import type { Outcome } from '../../../worker/domain/outcome.ts'
import type { Actor, OperationName, Operations } from '../../../worker/room/operations.ts'

interface Operated {
  operate(name: OperationName, actor: Actor, input: never): Promise<unknown>
}

type Asking = {
  [K in OperationName]: (input: Operations[K][0]) => Promise<Outcome<Operations[K][1]>>
}

/** What somebody asks of a room, or of its door: `as(stub, ada).leave({})`. */
export function as(room: Operated, who: Profile | string, isAdmin = false): Asking {
  const profile = typeof who === 'string' ? { id: who, username: 'x', displayName: 'X' } : who
  const { id, username, displayName, namedAt } = profile
  const actor: Actor = { id, username, displayName, namedAt, isAdmin }
  return new Proxy({} as Asking, {
    get: (_, name) => (input: never) => room.operate(name as OperationName, actor, input),
  })
}
