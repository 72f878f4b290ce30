import { type Room, roomSchema } from '../../protocol/events.ts'

/** What is said once of a room: what it is, its epoch, and how far Postgres has followed. */
export class Meta {
  readonly #sql: SqlStorage
  #room: Room | undefined
  #epoch: string | undefined
  #watermark: number | undefined
  #base: number | undefined
  #words: readonly string[] | undefined
  #expired: number | undefined
  #forgotten: number | undefined

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  get room(): Room {
    this.#room ??= roomSchema.parse(JSON.parse(this.#read('room')))
    return this.#room
  }

  set room(room: Room) {
    this.#write('room', JSON.stringify(room))
    this.#room = room
  }

  /** The words that no message here may hold. */
  get words(): readonly string[] {
    this.#words ??= JSON.parse(this.#find('words') ?? '[]') as string[]
    return this.#words
  }

  set words(words: readonly string[]) {
    this.#write('words', JSON.stringify(words))
    this.#words = words
  }

  /** What was written last was taken back. */
  forget(): void {
    this.#room = undefined
    this.#words = undefined
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

  /** What was said before this seq is too old to be told, where the room keeps messages for a time. */
  get expired(): number {
    this.#expired ??= Number(this.#find('expired') ?? 1)
    return this.#expired
  }

  set expired(seq: number) {
    this.#write('expired', String(seq))
    this.#expired = seq
  }

  /** The seq before which Postgres, too, has no longer what was too old. */
  get forgotten(): number {
    this.#forgotten ??= Number(this.#find('forgotten') ?? 1)
    return this.#forgotten
  }

  set forgotten(seq: number) {
    this.#write('forgotten', String(seq))
    this.#forgotten = seq
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
