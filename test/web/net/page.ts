import { vi } from 'vitest'
import type { SimulatedRoom } from '../../protocol/support/simulated-room.ts'

/** What stands for a browser's page with sockets to one room; `vi.unstubAllGlobals` puts it away. */
export class Page extends EventTarget {
  visibilityState: 'visible' | 'hidden' = 'visible'
  readonly cookie = 'csrf=ours'

  /** @param answer what the server says to a request for a path */
  constructor(room: SimulatedRoom, person: string, answer: (path: string) => Response) {
    super()
    vi.stubGlobal('document', this)
    vi.stubGlobal('location', { href: 'http://localhost/' })
    vi.stubGlobal('addEventListener', this.addEventListener.bind(this))
    vi.stubGlobal('removeEventListener', this.removeEventListener.bind(this))
    vi.stubGlobal('fetch', async (path: string) => answer(path))
    vi.stubGlobal('WebSocket', function dial() {
      return room.dial(person)
    })
  }

  turn(to: 'visible' | 'hidden'): void {
    this.visibilityState = to
    this.dispatchEvent(new Event('visibilitychange'))
  }
}
