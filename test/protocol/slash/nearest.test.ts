import { describe, expect, it } from 'vitest'
import { COMMAND_NAMES } from '../../../protocol/slash/commands.ts'
import { nearestTo, slipsBetween } from '../../../protocol/slash/nearest.ts'

const ALL = new Set(COMMAND_NAMES)

describe('the slips between two words', () => {
  it.each([
    ['', '', 0],
    ['', 'who', 3],
    ['mute', 'mute', 0],
    ['mtue', 'mute', 1],
    ['mut', 'mute', 1],
    ['mutte', 'mute', 1],
    ['mate', 'mute', 1],
    ['kcik', 'kick', 1],
    ['umnut', 'unmute', 2],
    ['nmut', 'unmute', 2],
    ['kitten', 'sitting', 3],
  ])('%s and %s', (a, b, slips) => {
    expect(slipsBetween(a, b)).toBe(slips)
    expect(slipsBetween(b, a)).toBe(slips)
  })
})

describe('the nearest commands', () => {
  it.each([
    ['un', ['unpin', 'unban', 'unmute']],
    ['unm', ['unmute']],
    ['bann', ['ban']],
    ['inivte', ['invite']],
    ['afkk', ['away']],
    ['xyzzy', []],
    ['', []],
  ])('to %j', (word, nearest) => {
    expect(nearestTo(word, ALL)).toEqual(nearest)
  })

  it('begin with the word before they resemble it', () => {
    expect(nearestTo('w', ALL)[0]).toBe('who')
    expect(nearestTo('me', ALL)[0]).toBe('me')
  })
})
