import { PERMISSIONS } from '../../../protocol/permissions.ts'
import { COMMAND_GROUPS, type Command, type CommandGroup } from '../../../protocol/slash/command.ts'
import { COMMAND_NAMES, type CommandName, commandNamed } from '../../../protocol/slash/commands.ts'
import { usageOf } from '../../../protocol/slash/usage.ts'

const TITLES: Record<CommandGroup, string> = {
  talk: 'Talking',
  rooms: 'Rooms',
  people: 'People',
  moderation: 'Moderation',
  you: 'You',
  page: 'The page',
}

const DOERS: Record<Command['runs'], string> = {
  say: 'becomes a message',
  page: 'the page',
  room: 'the server',
}

/** docs/commands.md, of the registry. */
export function commandsDocument(): string {
  return `${HEAD}${COMMAND_GROUPS.map(section).join('')}${FOOT}`
}

function section(group: CommandGroup): string {
  const rows = COMMAND_NAMES.filter(name => commandNamed(name).group === group).map(row)
  return `## ${TITLES[group]}

| Command | | For | Done by | Example |
| --- | --- | --- | --- | --- |
${rows.join('\n')}

`
}

function row(name: CommandName): string {
  const { aliases = [], help, example, runs, permission, kinds } = commandNamed(name)
  const also = aliases.length === 0 ? '' : ` Also ${aliases.map(code).join(', ')}.`
  const where =
    kinds === undefined ? '' : ` Only in a ${kinds.map(kind => KINDS[kind]).join(' or ')}.`
  const who =
    permission === undefined ? 'everybody' : `${PERMISSIONS[permission]} (\`${permission}\`)`
  const cells = [
    `\`${usageOf(name)}\``,
    `${help}${also}${where}`,
    who,
    DOERS[runs],
    `\`${example}\``,
  ]
  return `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

const KINDS = { room: 'room', direct: 'direct conversation', group: 'group' } as const

function code(word: string): string {
  return `\`/${word}\``
}

const HEAD = `# Commands

What can be typed in the composer instead of a message. This page is made of the registry,
[commands.ts](../protocol/slash/commands.ts), by a [test](../test/protocol/slash/document.test.ts) that also holds it to it.

**What is a command.** A slash as the very first character, a letter, and more of a word up to white space or the end. So a path
(\`/usr/bin\`), a substitution (\`/s/a/b/\`), \`/ x\`, or a slash behind a space are what they are: text. One more slash says a command's words
as they are: \`//shrug\` is sent as \`/shrug\`, \`///shrug\` as \`//shrug\`; where nothing would be a command, nothing is taken away
(\`// a comment\`). A word that is no command is never sent by mistake: the nearest ones are suggested, and the text stays.

**Arguments.** What is in brackets may be left out; \`|\` stands between choices. \`@person\` is a username, with or without the \`@\`. A room's name is the rest of the line,
bare (\`/join Deep water\`), behind a \`#\`, or in quotation marks (\`#"Deep water"\`), which names need that begin with a word of the command
(\`/create "private eyes"\`); within them \`\\"\` is a mark. A time is \`90s\`, \`10m\`, \`2h\`, \`1d\`, \`1w\`, or several, as \`1h30m\`. A text is the rest of the line, and of a
message also the lines below. A time that may be left out stands where it is shown, behind its word if it has one (\`purge 24h\`): no reason is
taken for a time, and a bare time where its word belongs is refused, as nobody shall take \`/ban @x 24h\` for a ban that ends.

**Who may.** The lowest standing is given with the permission it stands for; [permissions](../protocol/permissions.ts) has the table, and a room can ask for more. Help and
completion show what one may use here. The room itself decides, as for any other request.

**Programs** send what the server does to \`POST /api/rooms/:id/commands\` ([protocol](protocol.md)).

`

const FOOT = `## How often

Each use is counted by command and day, and by nothing else: not who, where, or with what words. Deployment admins see the last 30 days in
their overview. The counts are not in \`/api/metrics\`: they are in Postgres, which no scrape is to wake.
`
