import { describe, expect, test } from 'vitest'
import { COMMAND_NAMES } from '../../../../protocol/slash/commands.ts'
import { read } from '../../../../protocol/slash/read.ts'
import { send, takeErrand } from '../../../../web/state/commands/errand.ts'
import { helpFor } from '../../../../web/state/commands/help.ts'
import { intentOf } from '../../../../web/state/commands/intent.ts'
import {
  NOTES_MAX,
  type Note,
  withNote,
  withoutNote,
} from '../../../../web/state/commands/notes.ts'
import { renamedTo, troubleFrom } from '../../../../web/state/commands/trouble.ts'
import { typedFor } from '../../../../web/state/commands/typed.ts'

describe('what is typed', () => {
  test.each([
    ['hello', { kind: 'say', body: 'hello' }],
    ['//shrug', { kind: 'say', body: '/shrug' }],
    ['/me waves', { kind: 'say', body: 'waves', style: 'action' }],
    ['/shrug', { kind: 'say', body: '¯\\_(ツ)_/¯' }],
    ['/who', { kind: 'do', call: { name: 'who' } }],
    ['/theme dark', { kind: 'do', call: { name: 'theme' } }],
    ['/mute', { kind: 'stop', trouble: { usage: '/mute @person [10m|off] [reason]' } }],
    ['/mtue', { kind: 'stop', trouble: { nearest: ['mute'], isSayable: true } }],
  ])('%s', (text, intent) => {
    expect(intentOf(read(text))).toMatchObject(intent)
  })

  test('so that it is said again as it was, is what it was', () => {
    for (const text of ['hello', '/me waves', '//shrug', '// so', '/usr/bin']) {
      const intent = intentOf(read(text))
      if (intent.kind !== 'say') throw new Error(intent.kind)
      expect(typedFor(intent.body, intent.style)).toBe(text)
    }
  })
})

describe('trouble', () => {
  const refusal = { code: 'forbidden', message: 'You may not do this here.', fields: {} }

  test('is what the server says of the line, or of what it asks for', () => {
    expect(troubleFrom(refusal, 'mute')).toEqual({ message: 'You may not do this here.' })
    const fields = { text: 'Grace is a member already.' }
    const bad = { ...refusal, code: 'bad_command', fields }
    expect(troubleFrom(bad, 'promote')).toEqual({ message: 'Grace is a member already.' })
  })

  test('with the connection is named', () => {
    const trouble = troubleFrom({ ...refusal, code: 'unreachable' }, 'who')
    expect(trouble.message).toContain('/who needs the connection')
  })

  test('with a name is mended without the rest', () => {
    expect(renamedTo('/mtue @ada $& 10m', 'mute')).toBe('/mute @ada $& 10m')
  })
})

describe('notes', () => {
  test('are few, the newest last, and go when they are put away', () => {
    let notes: readonly Note[] = []
    for (let i = 0; i <= NOTES_MAX; i += 1) notes = withNote(notes, `/who ${i}`, 'Nobody.')
    expect(notes.map(({ typed }) => typed)).toEqual(['/who 1', '/who 2', '/who 3'])
    expect(new Set(notes.map(({ id }) => id)).size).toBe(NOTES_MAX)
    const [first] = notes
    expect(withoutNote(notes, first?.id ?? 0)).toEqual(notes.slice(1))
  })
})

describe('an errand', () => {
  test('is run once, in its room', () => {
    send({ room: 'there', body: 'Hello' })
    expect(takeErrand('here')).toBeUndefined()
    expect(takeErrand('there')).toBe('Hello')
    expect(takeErrand('there')).toBeUndefined()
  })
})

describe('help', () => {
  test.each([
    ['', COMMAND_NAMES],
    ['/mute', ['mute', 'unmute']],
    ['speak', ['mute', 'unmute']],
    ['un', ['unpin', 'unarchive', 'unblock', 'unban', 'unmute']],
    ['topic', ['topic']],
    ['kettle', []],
    ['inivte', ['invite']],
  ])('for %j', (sought, names) => {
    expect(helpFor(sought, COMMAND_NAMES)).toEqual(names)
  })
})
