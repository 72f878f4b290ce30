import { describe, expect, it } from 'vitest'
import { newRoom } from '../../../protocol/events.ts'
import { availableTo } from '../../../protocol/slash/available.ts'
import {
  COMMAND_NAMES,
  COMMAND_WORDS,
  commandCalled,
  commandNamed,
  isCommandName,
} from '../../../protocol/slash/commands.ts'
import { read } from '../../../protocol/slash/read.ts'
import { type SayCall, saidBy } from '../../../protocol/slash/said.ts'
import { isOptional, takesRest, wordsOf } from '../../../protocol/slash/usage.ts'

const ID = '01998f00-0000-7000-8000-000000000000'
const ROOM = newRoom({
  id: ID,
  name: 'Workshop',
  topic: '',
  description: '',
  visibility: 'public',
  createdBy: ID,
  createdAt: 0,
})

describe('every command', () => {
  it('has words that are its alone', () => {
    const words = COMMAND_NAMES.flatMap(wordsOf)
    expect(new Set(words).size).toBe(words.length)
    expect(COMMAND_WORDS).toHaveLength(words.length)
    for (const word of words) expect(word).toMatch(/^[a-z]+$/)
  })

  it.each(COMMAND_NAMES)('has an example that it understands: /%s', name => {
    const { example, help } = commandNamed(name)
    expect(read(example)).toMatchObject({ kind: 'command', call: { name } })
    expect(help).toMatch(/^[A-Z].*\.$/)
  })

  it.each(COMMAND_NAMES)('has arguments that can be told apart: /%s', name => {
    const { arguments: wanted } = commandNamed(name)
    expect(new Set(wanted.map(argument => argument.name)).size).toBe(wanted.length)
    // What takes the rest leaves nothing to another, and what may be left out is not followed by somebody.
    for (const [i, argument] of wanted.entries()) {
      if (i < wanted.length - 1) expect(takesRest(argument)).toBe(false)
      if (isOptional(argument)) expect(wanted[i + 1]?.kind).not.toBe('person')
    }
  })

  it('is called by any of its names, in any case, and by nothing of Object', () => {
    expect(commandCalled('DM')).toBe('msg')
    expect(commandCalled('constructor')).toBeUndefined()
    expect(isCommandName('toString')).toBe(false)
    expect(isCommandName('dm')).toBe(false)
    expect(isCommandName('msg')).toBe(true)
  })
})

describe('what one may use', () => {
  it('in a room is by one’s standing there', () => {
    expect(availableTo('member', ROOM)).not.toContain('kick')
    expect(availableTo('moderator', ROOM)).toContain('kick')
    expect(availableTo('moderator', ROOM)).not.toContain('promote')
    expect(availableTo('admin', ROOM)).toContain('promote')
    expect(availableTo('deployment admin', ROOM)).toEqual(COMMAND_NAMES)
  })

  it('is by the room’s own settings, too', () => {
    const strict = { ...ROOM, settings: { ...ROOM.settings, inviting: 'moderator' as const } }
    expect(availableTo('member', ROOM)).toContain('invite')
    expect(availableTo('member', strict)).not.toContain('invite')
  })

  it('between people is what there is between people', () => {
    const direct = availableTo('member', { ...ROOM, kind: 'direct' })
    expect(direct).toEqual(expect.arrayContaining(['me', 'who', 'block']))
    for (const name of ['leave', 'kick', 'roles', 'rename', 'slow', 'invite'])
      expect(direct).not.toContain(name)
    expect(availableTo('member', { ...ROOM, kind: 'group' })).toContain('leave')
  })
})

describe('what is said by', () => {
  it.each([
    ['/me waves', { body: 'waves', style: 'action' }],
    ['/shrug', { body: '¯\\_(ツ)_/¯' }],
    ['/shrug who knows', { body: 'who knows ¯\\_(ツ)_/¯' }],
    ['/tableflip', { body: '(╯°□°)╯︵ ┻━┻' }],
  ])('%s', (text, said) => {
    const reading = read(text)
    if (reading.kind !== 'command') throw new Error(reading.kind)
    expect(saidBy(reading.call as SayCall)).toEqual(said)
  })
})
