import { DurableObject } from 'cloudflare:workers'
import type { Room } from '../../protocol/events.ts'
import type { History, HistoryQuery, RoomAnswer } from '../../protocol/rest.ts'
import type { Profile } from '../domain/identity.ts'
import { type Outcome, refused } from '../domain/outcome.ts'
import type { Bindings } from '../env.ts'

export class RoomObject extends DurableObject<Bindings> {
  async create(_room: Room, _owner: Profile): Promise<Outcome<RoomAnswer>> {
    return refused('internal')
  }

  async join(_profile: Profile): Promise<Outcome<RoomAnswer>> {
    return refused('internal')
  }

  async look(_userId: string): Promise<Outcome<RoomAnswer>> {
    return refused('internal')
  }

  async history(_userId: string, _query: HistoryQuery): Promise<Outcome<History>> {
    return refused('internal')
  }

  override async fetch(_request: Request): Promise<Response> {
    return new Response(null, { status: 501 })
  }
}
