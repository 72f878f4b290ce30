import { describe, expect, test } from 'vitest'
import type { CreateToken } from '../../../../protocol/rest.ts'
import { emailChangeOf, mistakesInEmail } from '../../../../web/state/settings/email-fields.ts'
import {
  invitationLink,
  invitationOf,
  mistakesInInvitation,
} from '../../../../web/state/settings/invitation-fields.ts'
import { mistakesInPasskey, passkeyFailure } from '../../../../web/state/settings/passkey-fields.ts'
import { mistakesInPasswords } from '../../../../web/state/settings/password-fields.ts'
import { mistakesInToken } from '../../../../web/state/settings/token-fields.ts'

const fieldsOf = (mistakes: object) => Object.keys(mistakes)

describe('a change of password', () => {
  const good = { current: 'tide pools', next: 'tide pools and lanterns' }
  test('takes a new one that is long enough', () => {
    expect(mistakesInPasswords(good)).toEqual({})
  })
  test.each([
    ['current', { current: '' }],
    ['next', { next: '' }],
    ['next', { next: 'short' }],
    ['next', { next: 'x'.repeat(201) }],
    ['next', { current: 'the very same', next: 'the very same' }],
  ])('says what is wrong with the %s of %j', (field, changes) => {
    expect(fieldsOf(mistakesInPasswords({ ...good, ...changes }))).toEqual([field])
  })
})

describe('an e-mail address', () => {
  test('may be left out or taken away, unless the deployment needs one', () => {
    expect(mistakesInEmail(' ', 'optional')).toEqual({})
    expect(emailChangeOf(' ')).toEqual({ email: null })
    expect(fieldsOf(mistakesInEmail('', 'required'))).toEqual(['email'])
  })
  test('has to look like one', () => {
    expect(mistakesInEmail('ada@example.org', 'required')).toEqual({})
    expect(fieldsOf(mistakesInEmail('ada at example', 'optional'))).toEqual(['email'])
  })
})

describe('a token', () => {
  const good: CreateToken = { name: 'Weather', scopes: ['messages:write'], days: 30 }
  test('has a name and something that it may do', () => {
    expect(mistakesInToken(good)).toEqual({})
    expect(fieldsOf(mistakesInToken({ ...good, name: ' ' }))).toEqual(['name'])
    expect(fieldsOf(mistakesInToken({ ...good, scopes: [] }))).toEqual(['scopes'])
  })
})

describe('a passkey', () => {
  test('has a name', () => {
    expect(mistakesInPasskey({ name: 'Phone' })).toEqual({})
    expect(fieldsOf(mistakesInPasskey({ name: '' }))).toEqual(['name'])
  })
  test.each([
    'InvalidStateError',
    'NotAllowedError',
    'SecurityError',
    'UnknownError',
  ])('that ends in %s is explained', name => {
    expect(passkeyFailure(name)).toMatch(/^[A-Z].+\.$/u)
  })
})

describe('an invitation', () => {
  const good = { note: '', uses: '5', days: '7' }
  test('is for a number of people and of days', () => {
    expect(mistakesInInvitation(good)).toEqual({})
    expect(invitationOf(good)).toEqual({ note: '', uses: 5, days: 7 })
  })
  test.each(['', '0', '1001', '2.5', 'many'])('is not for %j people', uses => {
    expect(fieldsOf(mistakesInInvitation({ ...good, uses }))).toEqual(['uses'])
  })
  test('has its token where no server is told of it', () => {
    const link = new URL(invitationLink('https://alcove.example', 'a b#c'))
    expect(link.pathname + link.search).toBe('/register')
    expect(decodeURIComponent(link.hash)).toBe('#invitation=a b#c')
  })
})
