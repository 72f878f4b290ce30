import { describe, expect, test } from 'vitest'
import { mistakesIn, requestOf } from '../../../web/state/account-fields.ts'

const good = { username: 'ada', displayName: 'Ada Lovelace', password: 'correct horse' }

describe('a form for an account', () => {
  test('without mistakes has none', () => {
    expect(mistakesIn(good)).toEqual({})
    expect(mistakesIn({ ...good, displayName: '' })).toEqual({})
    expect(mistakesIn({ ...good, username: ' Ada ' })).toEqual({})
  })

  test.each([
    ['username', '', 'Choose a username.'],
    ['username', 'a', 'At least 2 characters.'],
    ['username', 'a'.repeat(33), 'At most 32 characters.'],
    ['username', '-ada', 'Begin and end with a letter or digit, and put one between signs.'],
    ['username', 'ada..l', 'Begin and end with a letter or digit, and put one between signs.'],
    ['username', 'Admin', 'This name is reserved. Choose another.'],
    ['username', 'ada lovelace', 'Only letters a–z, digits, dot, dash and underscore.'],
    ['displayName', 'x'.repeat(51), 'At most 50 characters.'],
    [
      'displayName',
      'Ada\u202e',
      'One line, without invisible characters, mixed alphabets or names like “admin”.',
    ],
    ['password', '', 'Choose a password.'],
    ['password', 'short', '5 more characters, please.'],
    ['password', 'only nine', '1 more character, please.'],
    ['password', 'x'.repeat(201), 'At most 200 characters.'],
  ])('with the %s %j says: %s', (field, value, mistake) => {
    expect(mistakesIn({ ...good, [field]: value })).toEqual({ [field]: mistake })
  })

  test('leaves an empty display name to the server', () => {
    expect(requestOf({ ...good, displayName: ' ' })).not.toHaveProperty('displayName')
  })
})
