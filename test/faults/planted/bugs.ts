import type { RoomFrame } from '../../../protocol/frames.ts'
import { Audience } from '../../../worker/room/audience.ts'
import { Authority } from '../../../worker/room/authority.ts'
import { Log } from '../../../worker/room/log.ts'
import { Meta } from '../../../worker/room/meta.ts'
import { Outbox } from '../../../worker/room/outbox.ts'

/** A way to break a promise. */
export interface Bug {
  /** Changes the room's code, before there is any room. */
  plant?: () => void
  /** Changes the storage of a room that was just made. */
  corrupt?: (sql: SqlStorage) => void
}

const LATE_MS = 3_000
/** Of a batch: whether one of its seqs is a multiple of twenty. */
const HOLDS_A_TWENTIETH = 'new.last / 20 > (new.first - 1) / 20'
/** Of the one room that there is, until the runtime is killed. */
let storage: SqlStorage | undefined

export const BUGS: Record<string, Bug> = {
  'acknowledges before it inserts': {
    plant() {
      const { append } = Log.prototype
      Log.prototype.append = function (events, json) {
        append.call(this, events, json)
        const [first] = events
        if (storage === undefined || first === undefined) return
        storage.exec('DELETE FROM batches WHERE first = ?', first.seq)
        storage.exec('DELETE FROM cids WHERE seq >= ?', first.seq)
        const late = new Log(storage)
        setTimeout(() => append.call(late, events, json), LATE_MS)
      }
    },
    corrupt(sql) {
      storage = sql
    },
  },
  'drops a row': {
    corrupt(sql) {
      sql.exec(`CREATE TRIGGER drops AFTER INSERT ON batches WHEN ${HOLDS_A_TWENTIETH}
        BEGIN DELETE FROM batches WHERE first = new.first; END`)
    },
  },
  'skips a row on the way to Postgres': {
    plant() {
      const watermark = Object.getOwnPropertyDescriptor(Meta.prototype, 'watermark')
      Object.defineProperty(Meta.prototype, 'watermark', {
        ...watermark,
        set(this: Meta, seq: number) {
          watermark?.set?.call(this, seq + 1)
        },
      })
    },
  },
  'takes a cid twice': {
    plant() {
      Log.prototype.recorded = () => undefined
    },
    corrupt(sql) {
      sql.exec(`CREATE TRIGGER forgets AFTER INSERT ON cids
        BEGIN DELETE FROM cids WHERE seq = new.seq; END`)
    },
  },
  'gives a seq twice': {
    corrupt(sql) {
      sql.exec(`CREATE TRIGGER doubles AFTER INSERT ON batches WHEN ${HOLDS_A_TWENTIETH}
        BEGIN UPDATE batches SET events = json_set(events, '$[0].seq', new.first - 1)
        WHERE first = new.first; END`)
    },
  },
  'swaps two frames': {
    plant() {
      const { tellEvents } = Audience.prototype
      let held: [string, number] | undefined
      let count = 0
      Audience.prototype.tellEvents = function (json, head) {
        count += 1
        if (count % 10 === 0) {
          held = [json, head]
          return
        }
        tellEvents.call(this, json, head)
        if (held !== undefined) tellEvents.call(this, ...held)
        held = undefined
      }
    },
  },
  'resumes one event too late': {
    plant() {
      const { tell } = Audience.prototype
      Audience.prototype.tell = function (socket, frame) {
        tell.call(
          this,
          socket,
          isResume(frame) ? { ...frame, events: frame.events.slice(1) } : frame,
        )
      }
    },
  },
  'goes on telling who was removed': {
    plant() {
      Audience.prototype.shutOut = () => {}
    },
  },
  'goes on telling who signed out': {
    plant() {
      Audience.prototype.endSession = () => 0
    },
  },
  'never drains': {
    plant() {
      Outbox.prototype.drain = async () => {}
    },
  },
  'lets anybody in': {
    plant() {
      const { standing } = Authority.prototype
      Authority.prototype.standing = function (actor) {
        const found = standing.call(this, actor)
        return found === 'visitor' ? 'member' : found
      }
    },
  },
}

function isResume(frame: RoomFrame): frame is Extract<RoomFrame, { type: 'welcome' }> {
  return frame.type === 'welcome' && frame.members === undefined
}
