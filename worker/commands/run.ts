import type { CommandAnswer } from '../../protocol/rest.ts'
import type { Call, CommandName } from '../../protocol/slash/commands.ts'
import { read } from '../../protocol/slash/read.ts'
import { Refusal } from '../errors.ts'
import { log } from '../log.ts'
import { requireScope } from '../middleware/session.ts'
import type { Parts } from '../parts.ts'
import { count } from '../store/command-uses.ts'
import { badCommand, type Done, type Setting } from './doing.ts'
import { COMMAND_SCOPES } from './scopes.ts'
import { DOERS } from './table.ts'

type ServerCall = Extract<Call, { name: keyof typeof DOERS }>

/**
 * Does what a line says, as whoever sent it.
 * @throws Refusal of the line, or of what it asks for; Unavailable
 */
export async function runCommand(setting: Setting, text: string): Promise<CommandAnswer> {
  const call = callIn(text)
  const { c } = setting
  requireScope(c.var.identity, COMMAND_SCOPES[call.name] ?? undefined)
  const done = await perform(setting, call)
  c.executionCtx.waitUntil(countUse(c.env, call.name))
  return { command: call.name, ...done }
}

/** Counts that a command was used. Never throws: nobody's command shall fail for it. */
export async function countUse(parts: Parts, name: CommandName): Promise<void> {
  try {
    await count(parts.db, name, parts.now())
  } catch (error) {
    log('warn', 'command.count', { command: name, error })
  }
}

function callIn(text: string): ServerCall {
  const reading = read(text)
  switch (reading.kind) {
    case 'message':
      throw badCommand('A command begins with a slash and its name, as /who.')
    case 'unknown':
      throw unknown(reading.nearest)
    case 'mistake':
      throw badCommand(`${reading.message} It is written ${reading.usage}`)
    case 'command':
      if (isForServer(reading.call)) return reading.call
      throw badCommand(`/${reading.call.name} is done by whoever shows the room, and not here.`)
    default:
      return reading satisfies never
  }
}

function isForServer(call: Call): call is ServerCall {
  return Object.hasOwn(DOERS, call.name)
}

function unknown(nearest: readonly CommandName[]): Refusal {
  if (nearest.length === 0) return new Refusal('unknown_command')
  const message = `Perhaps ${nearest.map(name => `/${name}`).join(' or ')}.`
  return new Refusal('unknown_command', { errors: [{ field: 'text', message }] })
}

/** Each doer gets what its own command is given: the compiler cannot see that name and words belong together. */
async function perform(setting: Setting, { name, given }: ServerCall): Promise<Done> {
  const doer = DOERS[name] as (setting: Setting, given: ServerCall['given']) => Promise<Done>
  return await doer(setting, given)
}
