import {
  MUTE_MAX_MINUTES,
  PURGE_MAX_HOURS,
  SCHEDULED_MAX_MS,
  SLOW_MODE_MAX_MS,
  STATUS_MAX_DAYS,
} from '../limits.ts'
import type { Argument, DurationArgument, PersonArgument, ValueOf } from './argument.ts'
import type { Command } from './command.ts'

// Every command there is: the one registry. docs/commands.md is made of it.

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

const lower = person('below')
const anybody = person('everybody')

const reason = { kind: 'text', name: 'reason', optional: true } as const
const text = { kind: 'text', name: 'text' } as const
const said = { ...text, lines: true } as const

/** How long a status stays. */
const staying = {
  kind: 'duration',
  name: 'time',
  optional: true,
  after: 'for',
  least: MINUTE_MS,
  most: STATUS_MAX_DAYS * DAY_MS,
  offered: ['30m', '1h', '4h', '1d'],
} as const satisfies DurationArgument

const role = { kind: 'role', name: 'role', optional: true } as const

export const COMMANDS = {
  me: {
    group: 'talk',
    arguments: [said],
    help: 'Say what you do, in the third person.',
    example: '/me puts the kettle on',
    runs: 'say',
    permission: 'messages.send',
  },
  shrug: {
    group: 'talk',
    arguments: [{ ...said, optional: true }],
    help: 'Say something, and shrug.',
    example: '/shrug who knows',
    runs: 'say',
    permission: 'messages.send',
  },
  tableflip: {
    group: 'talk',
    aliases: ['flip'],
    arguments: [{ ...said, optional: true }],
    help: 'Say something, and turn the table over.',
    example: '/tableflip not again',
    runs: 'say',
    permission: 'messages.send',
  },
  msg: {
    group: 'talk',
    aliases: ['dm', 'tell', 'query'],
    arguments: [anybody, { ...said, optional: true }],
    help: 'Talk to somebody alone.',
    example: '/msg @grace Have you a minute?',
    runs: 'room',
  },
  join: {
    group: 'rooms',
    aliases: ['j'],
    arguments: [{ kind: 'room', name: 'room', known: true }],
    help: 'Join a room that is public, or that you are asked into.',
    example: '/join #"Deep water"',
    runs: 'room',
  },
  leave: {
    group: 'rooms',
    aliases: ['part'],
    arguments: [],
    help: 'Leave this room; what you said stays.',
    example: '/leave',
    runs: 'room',
    kinds: ['room', 'group'],
  },
  create: {
    group: 'rooms',
    aliases: ['new'],
    arguments: [
      { kind: 'choice', name: 'visibility', optional: true, choices: ['private', 'public'] },
      { kind: 'room', name: 'name', known: false },
    ],
    help: 'Make a room and own it. It is public unless you say private.',
    example: '/create private #Study',
    runs: 'room',
  },
  invite: {
    group: 'rooms',
    arguments: [person('outsiders')],
    help: 'Ask somebody into this room.',
    example: '/invite @grace',
    runs: 'room',
    permission: 'members.invite',
  },
  topic: {
    group: 'rooms',
    arguments: [text],
    help: 'Change the topic; off takes it away.',
    example: '/topic Tide tables for November',
    runs: 'room',
    permission: 'room.topic',
  },
  rename: {
    group: 'rooms',
    arguments: [{ kind: 'room', name: 'name', known: false }],
    help: 'Give this room another name.',
    example: '/rename #Harbour',
    runs: 'room',
    permission: 'room.change',
  },
  slow: {
    group: 'rooms',
    aliases: ['slowmode'],
    arguments: [
      {
        kind: 'duration',
        name: 'time',
        off: true,
        least: SECOND_MS,
        most: SLOW_MODE_MAX_MS,
        offered: ['10s', '30s', '1m', '5m', '1h', 'off'],
      },
    ],
    help: 'Let members wait this long between two messages.',
    example: '/slow 30s',
    runs: 'room',
    permission: 'room.change',
  },
  pin: {
    group: 'talk',
    arguments: [{ ...text, name: 'words', optional: true }],
    help: 'Pin the newest message here, or the newest with these words.',
    example: '/pin meeting at noon',
    runs: 'room',
    permission: 'messages.pin',
  },
  unpin: {
    group: 'talk',
    arguments: [{ ...text, name: 'words', optional: true }],
    help: 'Unpin the message pinned last, or the one with these words.',
    example: '/unpin',
    runs: 'room',
    permission: 'messages.pin',
  },
  later: {
    group: 'talk',
    aliases: ['schedule'],
    arguments: [
      {
        kind: 'duration',
        name: 'time',
        least: MINUTE_MS,
        most: SCHEDULED_MAX_MS,
        offered: ['10m', '1h', '3h', '1d'],
      },
      said,
    ],
    help: 'Say something after a while.',
    example: '/later 1h The oven is hot',
    runs: 'room',
    permission: 'messages.send',
  },
  archive: {
    group: 'rooms',
    arguments: [],
    help: 'Close this room to anything new.',
    example: '/archive',
    runs: 'room',
    permission: 'room.archive',
  },
  unarchive: {
    group: 'rooms',
    arguments: [],
    help: 'Open an archived room again.',
    example: '/unarchive',
    runs: 'room',
    permission: 'room.archive',
  },
  favourite: {
    group: 'rooms',
    aliases: ['favorite', 'fav'],
    arguments: [],
    help: 'Keep this room at the top of your list, or no longer.',
    example: '/favourite',
    runs: 'page',
  },
  search: {
    group: 'rooms',
    aliases: ['find'],
    arguments: [{ ...text, name: 'words' }],
    help: 'Look for rooms and people.',
    example: '/search tides',
    runs: 'page',
  },
  who: {
    group: 'people',
    aliases: ['names'],
    arguments: [],
    help: 'See who is here now.',
    example: '/who',
    runs: 'room',
    permission: 'members.see',
  },
  whois: {
    group: 'people',
    arguments: [anybody],
    help: 'See who somebody is, here and now.',
    example: '/whois @linus',
    runs: 'room',
    permission: 'members.see',
  },
  roles: {
    group: 'people',
    aliases: ['mods'],
    arguments: [],
    help: 'See who runs this room.',
    example: '/roles',
    runs: 'room',
    permission: 'members.see',
    kinds: ['room'],
  },
  block: {
    group: 'people',
    aliases: ['ignore'],
    arguments: [anybody],
    help: 'Hear no more of somebody: no new conversations, and their messages folded.',
    example: '/block @mallory',
    runs: 'page',
  },
  unblock: {
    group: 'people',
    aliases: ['unignore'],
    arguments: [anybody],
    help: 'Hear of somebody again.',
    example: '/unblock @mallory',
    runs: 'page',
  },
  kick: {
    group: 'moderation',
    aliases: ['remove'],
    arguments: [lower, reason],
    help: 'Remove somebody, who may come back.',
    example: '/kick @mallory Cool down first.',
    runs: 'room',
    permission: 'members.remove',
  },
  ban: {
    group: 'moderation',
    arguments: [
      lower,
      {
        kind: 'duration',
        name: 'time',
        optional: true,
        after: 'purge',
        least: MINUTE_MS,
        most: PURGE_MAX_HOURS * HOUR_MS,
        offered: ['1h', '24h', '7d'],
      },
      reason,
    ],
    help: 'Remove somebody for good. With purge, also what they said in the time before.',
    example: '/ban @mallory purge 24h Selling things',
    runs: 'room',
    permission: 'members.ban',
  },
  unban: {
    group: 'moderation',
    aliases: ['pardon'],
    arguments: [anybody],
    help: 'Let somebody who is banned join again.',
    example: '/unban @mallory',
    runs: 'room',
    permission: 'members.ban',
  },
  mute: {
    group: 'moderation',
    aliases: ['silence'],
    arguments: [
      lower,
      {
        kind: 'duration',
        name: 'time',
        optional: true,
        off: true,
        least: MINUTE_MS,
        most: MUTE_MAX_MINUTES * MINUTE_MS,
        offered: ['10m', '1h', '1d', '7d', 'off'],
      },
      reason,
    ],
    help: 'Let somebody read and not speak: for an hour, unless you say how long.',
    example: '/mute @mallory 10m Let others speak',
    runs: 'room',
    permission: 'members.mute',
  },
  unmute: {
    group: 'moderation',
    arguments: [lower],
    help: 'Let somebody who is muted speak again.',
    example: '/unmute @mallory',
    runs: 'room',
    permission: 'members.mute',
  },
  promote: {
    group: 'moderation',
    arguments: [lower, role],
    help: 'Give somebody a higher role: the next one, unless you name it.',
    example: '/promote @grace moderator',
    runs: 'room',
    permission: 'members.appoint',
  },
  demote: {
    group: 'moderation',
    arguments: [lower, role],
    help: 'Give somebody a lower role: the next one, unless you name it.',
    example: '/demote @grace',
    runs: 'room',
    permission: 'members.appoint',
  },
  nick: {
    group: 'you',
    aliases: ['name'],
    arguments: [{ ...text, name: 'name' }],
    help: 'Change the name that others see, everywhere.',
    example: '/nick Ada L.',
    runs: 'room',
  },
  status: {
    group: 'you',
    arguments: [staying, { ...text, optional: true }],
    help: 'Say what you are up to; nothing takes it back.',
    example: '/status for 2h At the harbour',
    runs: 'room',
  },
  away: {
    group: 'you',
    aliases: ['brb', 'afk'],
    arguments: [staying, { ...text, optional: true }],
    help: 'Say that you are away.',
    example: '/away for 1h Lunch',
    runs: 'room',
  },
  back: {
    group: 'you',
    arguments: [],
    help: 'Take back your status: you are here again.',
    example: '/back',
    runs: 'room',
  },
  help: {
    group: 'page',
    aliases: ['commands'],
    arguments: [{ ...text, name: 'command', optional: true }],
    help: 'See what you can type.',
    example: '/help mute',
    runs: 'page',
  },
  shortcuts: {
    group: 'page',
    aliases: ['keys'],
    arguments: [],
    help: 'See which keys do what.',
    example: '/shortcuts',
    runs: 'page',
  },
  theme: {
    group: 'page',
    arguments: [{ kind: 'choice', name: 'theme', choices: ['system', 'light', 'dark'] }],
    help: 'Choose how the page looks.',
    example: '/theme dark',
    runs: 'page',
  },
  clear: {
    group: 'page',
    arguments: [],
    help: 'Put away notes that only you see, and go to the newest message.',
    example: '/clear',
    runs: 'page',
  },
} as const satisfies Record<string, Command>

type Commands = typeof COMMANDS
export type CommandName = keyof Commands

/** The commands that run in one place. */
export type CommandIn<Runs extends Command['runs']> = {
  [N in CommandName]: Commands[N]['runs'] extends Runs ? N : never
}[CommandName]

type Spread<A extends Argument> = {
  [One in A as One extends { optional: true } ? never : One['name']]: ValueOf<One>
} & { [One in A as One extends { optional: true } ? One['name'] : never]?: ValueOf<One> }

/** What a command is given, by the names of its arguments. */
export type Given<N extends CommandName> = Spread<Commands[N]['arguments'][number]>

/** A command with what it is given. */
export type Call = { [N in CommandName]: { name: N; given: Given<N> } }[CommandName]

/** The names in the order of the help. */
export const COMMAND_NAMES = Object.keys(COMMANDS) as CommandName[]

/** A command by its name. */
export function commandNamed(name: CommandName): Command {
  return COMMANDS[name]
}

/** Whether this is the name of a command, and not another name of one. */
export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name)
}

/** The command that a word names, by whichever of its names, in any case. */
export function commandCalled(word: string): CommandName | undefined {
  return BY_WORD.get(word.toLowerCase())
}

const BY_WORD: ReadonlyMap<string, CommandName> = new Map(
  COMMAND_NAMES.flatMap(name =>
    [name, ...(commandNamed(name).aliases ?? [])].map(word => [word, name] as const),
  ),
)

/** Everything that names a command, with the command. */
export const COMMAND_WORDS: readonly (readonly [word: string, name: CommandName])[] = [...BY_WORD]

function person<A extends PersonArgument['among']>(among: A) {
  return { kind: 'person', name: 'person', among } as const
}
