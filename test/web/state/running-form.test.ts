import { describe, expect, test } from 'vitest'
import { mistakesInFilters, wordsIn } from '../../../web/state/filters-form.ts'
import { linkOf, mistakesInLink } from '../../../web/state/link-form.ts'
import { minutesOf, mistakesInMute } from '../../../web/state/mute-form.ts'
import {
  changesOf,
  formOf,
  lengthChoices,
  mistakesInRunning,
  retentionChoices,
} from '../../../web/state/running-form.ts'
import { workshop } from './cast.ts'

describe('the form of a room', () => {
  const room = workshop()

  test('changes nothing as it comes', () => {
    expect(changesOf(room, formOf(room))).toEqual({})
  })

  test('names what is changed, and no more', () => {
    const form = { ...formOf(room), topic: 'Lamps', slowModeMs: '30000', retentionDays: '30' }
    expect(changesOf(room, form)).toEqual({
      topic: 'Lamps',
      settings: { slowModeMs: 30_000, retentionDays: 30 },
    })
    const kept = workshop(undefined, { settings: { ...room.settings, retentionDays: 30 } })
    expect(changesOf(kept, { ...formOf(kept), retentionDays: '' })).toEqual({
      settings: { retentionDays: null },
    })
  })

  test('takes previews away, and brings them back', () => {
    expect(changesOf(room, { ...formOf(room), linkPreviews: 'off' })).toEqual({
      settings: { linkPreviews: false },
    })
    const without = workshop(undefined, { settings: { ...room.settings, linkPreviews: false } })
    expect(changesOf(without, formOf(without))).toEqual({})
    expect(changesOf(without, { ...formOf(without), linkPreviews: 'on' })).toEqual({
      settings: { linkPreviews: true },
    })
  })

  test('says what is wrong in which field', () => {
    expect(mistakesInRunning(formOf(room))).toEqual({})
    const wrong = { ...formOf(room), name: ' ', topic: 'x'.repeat(251) }
    expect(Object.keys(mistakesInRunning(wrong))).toEqual(['name', 'topic'])
  })

  test('offers what holds now among its choices', () => {
    expect(lengthChoices([0, 5_000], '45000', 'None')).toEqual({
      '0': 'None',
      '5000': '5 seconds',
      '45000': '45 seconds',
    })
    expect(retentionChoices('14')).toMatchObject({ '': 'For good', '14': '14 days' })
  })
})

describe('the form of a mute', () => {
  const form = { length: '60', minutes: '30', reason: '' }

  test('takes a choice, or as many minutes as somebody types', () => {
    expect(minutesOf(form)).toBe(60)
    expect(minutesOf({ ...form, length: 'custom' })).toBe(30)
  })

  test.each(['', '0', '1.5', 'x', '40321'])('does not take %j', minutes => {
    expect(Object.keys(mistakesInMute({ ...form, length: 'custom', minutes }))).toEqual(['minutes'])
    expect(mistakesInMute({ ...form, minutes })).toEqual({})
  })
})

describe('the form of a link', () => {
  test('lets in any number, or so many', () => {
    expect(linkOf({ uses: ' ', days: '7' })).toEqual({ uses: null, days: 7 })
    expect(linkOf({ uses: '5', days: '1' })).toEqual({ uses: 5, days: 1 })
  })

  test.each(['0', '1001', '2.5', 'x'])('does not take %j', uses => {
    expect(mistakesInLink({ uses, days: '7' }).uses).toBeDefined()
  })
})

describe('word filters', () => {
  test('are the words of the lines, each once', () => {
    expect(wordsIn('lamp*\n\n Lamp* , shade\n')).toEqual(['Lamp*', 'shade'])
  })

  test('that are too long, or too many, are not taken', () => {
    expect(mistakesInFilters({ words: 'lamp' })).toEqual({})
    expect(mistakesInFilters({ words: 'x'.repeat(51) }).words).toMatch(/50 characters/u)
    const many = Array.from({ length: 201 }, (_, i) => `word${i}`).join('\n')
    expect(mistakesInFilters({ words: many }).words).toMatch(/200 words/u)
  })
})
