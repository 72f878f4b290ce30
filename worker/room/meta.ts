import { type Room, roomSchema } from '../../protocol/events.ts'

/** What is said once of a room: what it is, its epoch, and how far Postgres has followed. */
export class Meta {
  readonly #sql: SqlStorage
  #room: Room | undefined
  #epoch: string | undefined
  #watermark: number | undefined
  #base: number | undefined

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  get room(): Room {
    this.#room ??= roomSchema.parse(JSON.parse(this.#read('room')))
    return this.#room
  }

  /** Changes when the log is not the one clients knew; then what they hold is worth nothing. */
  get epoch(): string {
    this.#epoch ??= this.#read('epoch')
    return this.#epoch
  }

  /** The seq up to which everything is in Postgres, or in quarantine. */
  get watermark(): number {
    this.#watermark ??= Number(this.#read('watermark'))
    return this.#watermark
  }

  set watermark(seq: number) {
    this.#write('watermark', String(seq))
    this.#watermark = seq
  }

  /** The first seq that the log still holds in full: what is before it is read from Postgres. */
  get base(): number {
    this.#base ??= Number(this.#find('base') ?? 1)
    return this.#base
  }

  set base(seq: number) {
    this.#write('base', String(seq))
    this.#base = seq
  }

  begin(room: Room, epoch: string): void {
    this.#write('room', JSON.stringify(room))
    this.#write('epoch', epoch)
    this.#write('watermark', '0')
  }

  #read(key: string): string {
    const value = this.#find(key)
    if (value === undefined) throw new Error(`the room's ${key} is missing`)
    return value
  }

  #find(key: string): string | undefined {
    return this.#sql
      .exec<{ value: string }>('SELECT value FROM meta WHERE key = ?', key)
      .toArray()[0]?.value
  }

  #write(key: string, value: string): void {
    this.#sql.exec('INSERT OR REPLACE INTO meta VALUES (?, ?)', key, value)
  }
}
