/** The servers that are measured side by side. */
export const SUBJECTS = ['alcove', 'seed-stack', 'naive-object', 'ws'] as const
export type SubjectName = (typeof SUBJECTS)[number]

/** Where one client of a subject opens its socket, and what it says first. Goes between processes. */
export interface Seat {
  /** ws://… */
  url: string
  headers: Record<string, string>
  /** Which of the subject's rooms, as the frames of its dialect name it. */
  room: string
}

/** A chat server that runs, as its users run it, on this machine. */
export interface Subject {
  readonly name: SubjectName
  /** `rooms` new rooms with `perRoom` people in each, room by room; each person has one seat. */
  seats(rooms: number, perRoom: number): Promise<Seat[]>
  /** The processes that serve: what they hold and burn is the subject's. Databases are not counted. */
  pids(): Promise<number[]>
  close(): Promise<void>
}
