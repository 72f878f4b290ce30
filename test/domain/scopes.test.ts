import { describe, expect, test } from 'vitest'
import { scopeSchema } from '../../protocol/rest.ts'
import { mayWith } from '../../worker/domain/scopes.ts'

const ALL = scopeSchema.options

describe('a person in a session', () => {
  test.each([...ALL, undefined])('may do what takes %s', scope => {
    expect(mayWith({}, scope)).toBe(true)
  })
})

describe('a program', () => {
  test.each(ALL)('with %s may do what takes it, and nothing else', scope => {
    for (const other of ALL) expect(mayWith({ scopes: [scope] }, other)).toBe(other === scope)
  })

  test('may do nothing that takes no scope, whatever it has', () => {
    expect(mayWith({ scopes: [...ALL] }, undefined)).toBe(false)
  })

  test('without any scope may do nothing', () => {
    for (const scope of ALL) expect(mayWith({ scopes: [] }, scope)).toBe(false)
  })
})
