import { describe, expect, test } from 'vitest'
import { MUTE_MAX_MINUTES, PURGE_MAX_HOURS } from '../../../../protocol/limits.ts'
import { muteSchema } from '../../../../protocol/rest.ts'
import {
  FATES,
  firstPlan,
  MUTES,
  outcomeOf,
  PURGES,
  planWords,
  stepsOf,
} from '../../../../web/state/admin/report-plan.ts'

const PLAN = firstPlan(true)

describe('what is made of a report', () => {
  test('ends by resolving it, once the rest has come about', () => {
    for (const deletes of [true, false])
      for (const fate of FATES) {
        const steps = stepsOf({ ...PLAN, deletes, fate })
        expect(steps.at(-1)).toBe('resolve')
        expect(steps.includes('delete')).toBe(deletes)
        expect(steps).toHaveLength(1 + Number(deletes) + Number(fate !== 'nothing'))
      }
    expect(stepsOf({ ...PLAN, deletes: true, fate: 'ban' })).toEqual(['delete', 'ban', 'resolve'])
  })

  test('begins with the message alone, where that can be deleted', () => {
    expect(stepsOf(firstPlan(true))).toEqual(['delete', 'resolve'])
    expect(stepsOf(firstPlan(false))).toEqual(['resolve'])
  })

  test('is what the button says', () => {
    const words = (deletes: boolean) => FATES.map(fate => planWords({ ...PLAN, deletes, fate }))
    expect(words(true)).toEqual([
      'Delete message',
      'Delete and mute',
      'Delete and remove',
      'Delete and ban',
    ])
    expect(words(false)).toEqual(['Resolve', 'Mute', 'Remove', 'Ban'])
  })

  test('stays within what the server takes', () => {
    for (const minutes of Object.keys(MUTES).map(Number))
      expect(muteSchema.parse({ minutes }).minutes).toBeLessThanOrEqual(MUTE_MAX_MINUTES)
    for (const hours of Object.keys(PURGES).map(Number))
      expect(hours).toBeLessThanOrEqual(PURGE_MAX_HOURS)
    expect(Object.keys(MUTES)).toContain(String(PLAN.minutes))
  })

  test('is told afterwards', () => {
    expect([outcomeOf({ state: 'acted' }), outcomeOf({ state: 'dismissed' })]).toEqual([
      'Acted on',
      'Dismissed',
    ])
  })
})
