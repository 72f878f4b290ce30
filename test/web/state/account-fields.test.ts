import { describe, expect, test } from 'vitest'
import { mistakesIn, requestOf } from '../../../web/state/account-fields.ts'

const good = {
  username: 'ada',
  displayName: 'Ada Lovelace',
  email: 'ada@example.org',
  password: 'correct horse',
}

describe('a form for an account', () => {
  test('without mistakes has none', () => {
    expect(mistakesIn(good, 'required')).toEqual({})
    expect(mistakesIn({ ...good, displayName: '', email: '' }, 'optional')).toEqual({})
    expect(
      mistakesIn({ ...good, username: ' Ada ', email: ' ada@example.org ' }, 'required'),
    ).toEqual({})
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
    ['email', 'ada', 'This is not an address: name@example.org is one.'],
    ['email', `${'a'.repeat(250)}@b.org`, 'At most 255 characters.'],
    ['password', '', 'Choose a password.'],
    ['password', 'short', '5 more characters, please.'],
    ['password', 'only nine', '1 more character, please.'],
    ['password', 'x'.repeat(201), 'At most 200 characters.'],
  ])('with the %s %j says: %s', (field, value, mistake) => {
    expect(mistakesIn({ ...good, [field]: value }, 'optional')).toEqual({ [field]: mistake })
  })

  test('wants an address where there has to be one', () => {
    const empty = { ...good, email: ' ' }
    expect(mistakesIn(empty, 'optional')).toEqual({})
    expect(mistakesIn(empty, 'required')).toEqual({ email: 'Enter your e-mail address.' })
  })

  test('names its mistakes in the order of its fields', () => {
    const form = { username: '', displayName: 'x'.repeat(51), email: '', password: '' }
    const order = ['username', 'displayName', 'email', 'password']
    expect(Object.keys(mistakesIn(form, 'required'))).toEqual(order)
  })

  test('leaves to the server what may be empty and is', () => {
    const request = requestOf({ ...good, displayName: ' ', email: ' ' })
    expect(request).toEqual({ username: 'ada', password: 'correct horse' })
  })
})
