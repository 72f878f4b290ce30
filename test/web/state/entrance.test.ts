import { describe, expect, test } from 'vitest'
import type { Deployment } from '../../../protocol/rest.ts'
import { entranceOf, invitationIn } from '../../../web/state/entrance.ts'

const rulesOf = (registration: Deployment['registration']): Deployment => ({
  registration,
  email: 'optional',
  turnstileSiteKey: null,
  deletedMessages: 'keep',
})
const known = (registration: Deployment['registration']) =>
  ({ phase: 'known', rules: rulesOf(registration) }) as const
const good = {
  token: 'from-ada',
  seen: { ok: true, value: { invitedBy: 'Ada', expiresAt: 1 } },
} as const
const refused = (code: 'invitation_invalid' | 'rate_limited') =>
  ({ token: 'old', seen: { ok: false, refusal: { code, message: 'No.' } } }) as const

describe('somebody who wants an account', () => {
  test('waits until it is known what they need, and what they have brought is worth', () => {
    expect(entranceOf({ phase: 'unknown' }, good)).toEqual({ kind: 'waiting' })
    expect(entranceOf(known('open'), { token: 'from-ada' })).toEqual({ kind: 'waiting' })
  })

  test('is the first, invitation or not', () => {
    const entrance = { kind: 'open', rules: rulesOf('first'), as: { who: 'first' } }
    expect(entranceOf(known('first'), undefined)).toEqual(entrance)
    expect(entranceOf(known('first'), { token: 'from-ada' })).toEqual(entrance)
  })

  test.each(['open', 'invited'] as const)('is greeted by who invited them (%s)', registration => {
    const as = { who: 'invited', by: 'Ada', token: 'from-ada' }
    expect(entranceOf(known(registration), good)).toMatchObject({ kind: 'open', as })
  })

  test('finds no form that an invitation would have to open', () => {
    expect(entranceOf(known('invited'), undefined)).toEqual({ kind: 'closed', spent: false })
    const spent = entranceOf(known('invited'), refused('invitation_invalid'))
    expect(spent).toEqual({ kind: 'closed', spent: true })
  })

  test('needs no invitation where anybody may come, and hears that theirs is no good', () => {
    const as = (spent: boolean) => ({ kind: 'open', as: { who: 'anybody', spent } })
    expect(entranceOf(known('open'), undefined)).toMatchObject(as(false))
    expect(entranceOf(known('open'), refused('invitation_invalid'))).toMatchObject(as(true))
  })

  test('hears of what failed, rather than that their invitation is no good', () => {
    const failed = { kind: 'failed', message: 'No.' }
    expect(entranceOf({ phase: 'failed', message: 'No.' }, good)).toEqual(failed)
    expect(entranceOf(known('invited'), refused('rate_limited'))).toEqual(failed)
  })
})

test.each([
  ['#invitation=a-b_c', 'a-b_c'],
  ['#x=1&invitation=abc', 'abc'],
  ['#invitation=', undefined],
  ['#abc', undefined],
  ['', undefined],
])('of the fragment %j the invitation is %j', (fragment, invitation) => {
  expect(invitationIn(fragment)).toBe(invitation)
})
