import { describe, expect, test } from 'vitest'
import { newRoom } from '../../../../protocol/events.ts'
import type { Completion, Someone } from '../../../../protocol/slash/complete.ts'
import { takenInto } from '../../../../web/state/commands/listing.ts'
import { tableOf } from '../../../../web/state/shortcodes.ts'
import {
  bySpeaking,
  callableFor,
  mergedOffers,
  type Nameable,
  offersAt,
  referenceTo,
} from '../../../../web/state/writing/offers.ts'
import { speakersIn } from '../../../../web/state/writing/speakers.ts'
import { ADA, ALAN, GRACE, joined, member, message, NOON } from '../cast.ts'

function someone(id: string, displayName: string, rest: Partial<Someone> = {}): Someone {
  const username = displayName.toLowerCase().replaceAll(' ', '.')
  return { id, username, displayName, role: 'member', isMe: false, isBelow: true, ...rest }
}

const PEOPLE = [
  someone(ADA, 'Ada', { isMe: true }),
  someone(GRACE, 'Grace Hopper'),
  someone(ALAN, 'Alan'),
]
const EMOJI = tableOf([
  { emoji: '🎉', codes: ['tada'], label: 'party popper', words: ['party'], group: 'Activities' },
])
const NAMEABLE: Nameable = {
  people: PEOPLE,
  rooms: ['Tide pools', 'Harbour', 'The "old" room'],
  callable: { members: 42, here: 7 },
  emoji: EMOJI,
}

/** What is offered where `|` stands. */
function at(marked: string, nameable: Partial<Nameable> = {}): Completion | undefined {
  const text = marked.replace('|', '')
  return offersAt(text, marked.indexOf('|'), { ...NAMEABLE, ...nameable })
}

function labels(completion: Completion | undefined): string[] | undefined {
  return completion?.candidates.map(({ label }) => label)
}

/** The text once the first is taken. */
function taken(marked: string): string | undefined {
  const completion = at(marked)
  return completion && takenInto(marked.replace('|', ''), completion, 0).text
}

describe('people', () => {
  test('are offered by username and by any word of their name, oneself never', () => {
    expect(labels(at('@|'))).toEqual(['@grace.hopper', '@alan', '@here', '@room'])
    expect(labels(at('@hop|'))).toEqual(['@grace.hopper'])
    expect(labels(at('@a|'))).toEqual(['@alan'])
  })

  test('who do not belong to the room are not: naming them calls nobody', () => {
    const outsider = someone(GRACE, 'Grace', { role: null })
    expect(labels(at('@gr|', { people: [outsider] }))).toEqual([])
  })

  test('are looked for in the room alone', () => {
    expect(at('@Gr|')?.people).toEqual({ among: 'below', q: 'gr' })
    expect(at('#ti|')?.people).toBeUndefined()
  })

  test('who spoke last come first, the others by name', () => {
    const events = [message(1, ALAN), message(2, GRACE), joined(3, member(ADA, 'Ada'))]
    expect(speakersIn([...events, message(4, ALAN)])).toEqual([ALAN, GRACE])
    const names = bySpeaking(PEOPLE, [GRACE]).map(({ displayName }) => displayName)
    expect(names).toEqual(['Grace Hopper', 'Ada', 'Alan'])
  })
})

describe('everybody', () => {
  test('is offered behind people, with how many they are', () => {
    const candidates = at('@|')?.candidates ?? []
    expect(candidates.at(-2)?.hint).toContain('7')
    expect(candidates.at(-1)?.hint).toContain('42')
  })

  test('is not to who may not call them', () => {
    expect(labels(at('@ro|', { callable: null }))).toEqual([])
  })

  test('may be called by role in rooms, and by all in conversations', () => {
    const card = { id: 'r', name: 'R', topic: '', description: '' }
    const made = { visibility: 'public', createdBy: ADA, createdAt: NOON } as const
    const room = newRoom({ ...card, ...made })
    const counts = { members: 3, here: 1 }
    expect(callableFor('member', room, counts)).toBeNull()
    expect(callableFor('moderator', room, counts)).toBe(counts)
    expect(callableFor(null, room, counts)).toBeNull()
    expect(callableFor(undefined, room, counts)).toBeUndefined()
    expect(callableFor('member', { ...room, kind: 'group' }, counts)).toBe(counts)
  })
})

describe('rooms', () => {
  test('are offered by what they hold, those that begin so first', () => {
    expect(labels(at('#|'))).toEqual(['#Tide pools', '#Harbour', '#The "old" room'])
    expect(labels(at('#tide-po|'))).toEqual(['#Tide pools'])
    expect(labels(at('#o|'))).toEqual(['#Tide pools', '#Harbour', '#The "old" room'])
  })

  test('are named as messages read it', () => {
    expect(referenceTo('Tide pools')).toBe('#Tide-pools')
    expect(referenceTo('harbour')).toBe('#harbour')
    expect(referenceTo('R & D')).toBe('#"R & D"')
  })
})

describe('emoji', () => {
  test('are put in as themselves', () => {
    expect(labels(at('Yes :ta|'))).toEqual(['🎉 :tada:'])
    expect(taken('Yes :ta|')).toBe('Yes 🎉 ')
    expect(taken('Yes :ta|da: yes')).toBe('Yes 🎉 yes')
  })

  test('are none until they are here', () => {
    expect(labels(at(':ta|', { emoji: undefined }))).toEqual([])
  })
})

describe('what is taken', () => {
  test.each([
    ['Hi @gr|', 'Hi @grace.hopper '],
    ['Hi @gr|ace how', 'Hi @grace.hopper how'],
    ['Hi @gr|, how', 'Hi @grace.hopper, how'],
    ['(@gr|)', '(@grace.hopper)'],
    ['See #ti|', 'See #Tide-pools '],
  ])('%s becomes %s', (marked, text) => {
    expect(taken(marked)).toBe(text)
  })

  test('is what Enter means once a letter is there, and not once the word is whole', () => {
    expect(at('@|')?.isExpected).toBe(false)
    expect(at('@g|')?.isExpected).toBe(true)
    expect(at('@alan|')).toMatchObject({ isWritten: true, isExpected: false })
    expect(at('@ala|')?.isWritten).toBe(false)
  })
})

describe('in a command', () => {
  const names: Completion = {
    from: 0,
    to: 0,
    typed: '',
    candidates: [],
    isExpected: true,
    isWritten: false,
  }
  const words = () => at('@gr|')

  test('its text is like a message', () => {
    const offered = mergedOffers({ ...names, usage: { name: 'me', active: 0 } }, words)
    expect(labels(offered)).toEqual(['@grace.hopper'])
    expect(offered?.usage).toEqual({ name: 'me', active: 0 })
  })

  test('everything else is its own', () => {
    const kick: Completion = { ...names, usage: { name: 'kick', active: 0 } }
    expect(mergedOffers(kick, words)).toBe(kick)
  })
})
