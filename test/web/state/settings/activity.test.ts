import { describe, expect, test } from 'vitest'
import { activityWords, byDay, isWorrying } from '../../../../web/state/settings/activity.ts'
import { NOON } from '../cast.ts'

describe('activity', () => {
  test('is told in words, also when it is newer than the page', () => {
    expect(activityWords('passkey.added')).toBe('A passkey was added')
    expect(activityWords('teapot.boiled')).toBe('Something newer than this page')
    expect(activityWords('toString')).toBe('Something newer than this page')
  })

  test('stands out when it may have been somebody else', () => {
    expect(isWorrying('session.login_failed')).toBe(true)
    expect(isWorrying('session.login')).toBe(false)
  })

  test('is in days, as it comes', () => {
    const one = (at: number) => ({ at, action: 'session.login', ip: '' })
    const [late, noon, before] = [one(NOON + 60_000), one(NOON), one(NOON - 86_400_000)]
    expect(byDay([late, noon, before])).toEqual([[late, noon], [before]])
  })
})
