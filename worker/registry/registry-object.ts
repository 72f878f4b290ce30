import { DurableObject } from 'cloudflare:workers'
import type { Bindings } from '../env.ts'
import type { Standing } from '../room/registration.ts'
import { type Erasing, Erasings } from './erasings.ts'
import { type Figures, Registry, type Swept, type Undrained } from './registry.ts'

/** What there is to do in a minute. */
export interface Due {
  undrained: Undrained[]
  erasings: Erasing[]
}

/** The platform's side of the registry; there is one of it in a deployment. */
export class RegistryObject extends DurableObject<Bindings> {
  readonly #registry: Registry
  readonly #erasings: Erasings

  constructor(ctx: DurableObjectState, env: Bindings) {
    super(ctx, env)
    this.#registry = new Registry(ctx.storage.sql)
    this.#erasings = new Erasings(ctx.storage.sql)
  }

  async tell(roomId: string, standing: Standing): Promise<void> {
    this.#registry.tell(roomId, standing, Date.now())
  }

  /** All that the minute's cron asks for, in one call: rooms to look after, and accounts. */
  async due(rooms: number, accounts: number): Promise<Due> {
    const [undrained, erasings] = [await this.undrained(rooms), await this.visitErasings(accounts)]
    return { undrained, erasings }
  }

  async undrained(limit: number): Promise<Undrained[]> {
    return this.#registry.undrained(limit)
  }

  async settle(rooms: readonly Swept[]): Promise<void> {
    for (const room of rooms) this.#registry.settle(room, Date.now())
  }

  async live(): Promise<string[]> {
    return this.#registry.live()
  }

  async figures(): Promise<Figures> {
    return this.#registry.figures()
  }

  /** An account is about to be deleted. */
  async beginErasing(accountId: string, purged: boolean): Promise<void> {
    this.#erasings.begin(accountId, purged, Date.now())
  }

  async visitErasings(limit: number): Promise<Erasing[]> {
    return this.#erasings.visit(limit, Date.now())
  }

  async endErasing(accountId: string): Promise<void> {
    this.#erasings.end(accountId)
  }
}
