import type { Role } from '../room-settings.ts'

// What can stand behind the name of a command.

interface Named {
  /** What it is called in the usage. */
  name: string
}

/** Somebody, as `@ada` or `ada`. */
export interface PersonArgument extends Named {
  kind: 'person'
  /** Whom to offer: members below oneself, those who do not belong to the room, or everybody. */
  among: 'below' | 'outsiders' | 'everybody'
}

/** A room by its name, which is all that is left of the line; `#name`, `#"a name"` or bare. */
export interface RoomArgument extends Named {
  kind: 'room'
  /** Whether it names a room that is there, rather than one to be. */
  known: boolean
}

export interface RoleArgument extends Named {
  kind: 'role'
  optional: true
}

/** A time, as `10m` or `1h30m`. With `off` the word stands for none. */
export interface DurationArgument extends Named {
  kind: 'duration'
  optional?: true
  /** The word before it, so that nobody takes it for something else. */
  after?: string
  off?: true
  /** Milliseconds. */
  least: number
  most: number
  /** What to offer. */
  offered: readonly string[]
}

/** One of a few words. */
export interface ChoiceArgument extends Named {
  kind: 'choice'
  optional?: true
  choices: readonly string[]
}

/** The rest of the line; with `lines`, also those below. */
export interface TextArgument extends Named {
  kind: 'text'
  optional?: true
  lines?: true
}

export type Argument =
  | PersonArgument
  | RoomArgument
  | RoleArgument
  | DurationArgument
  | ChoiceArgument
  | TextArgument

/** What a command is given for an argument: a username, a room's name, a role, milliseconds, a word, a text. */
export type ValueOf<A extends Argument> = A extends { kind: 'duration' }
  ? number
  : A extends { kind: 'role' }
    ? Role
    : A extends { kind: 'choice' }
      ? A['choices'][number]
      : string
