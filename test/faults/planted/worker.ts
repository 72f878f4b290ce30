import { env } from 'cloudflare:workers'
import { RoomObject as SoundRoom } from '../../../worker/room/room-object.ts'
import { BUGS, type Bug } from './bugs.ts'

// The Worker with one bug planted in it, for the test that the checker notices. The deployment's own
// entry is worker/index.ts: nothing there knows of this.

export { InboxObject } from '../../../worker/inbox/inbox-object.ts'
export { default } from '../../../worker/index.ts'
export { TallyObject } from '../../../worker/limits/tally-object.ts'
export { RegistryObject } from '../../../worker/registry/registry-object.ts'

const bug: Bug | undefined = BUGS[String(env.PLANTED_BUG)]
bug?.plant?.()

export class RoomObject extends SoundRoom {
  override async create(...args: Parameters<SoundRoom['create']>) {
    const created = await super.create(...args)
    bug?.corrupt?.(this.ctx.storage.sql)
    return created
  }
}
