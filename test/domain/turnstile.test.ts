import { expect, test } from 'vitest'
import { Turnstile } from '../../worker/domain/turnstile.ts'

const LEASE_MS = 1_000

test('as many are let in as there are places, and one more for each that leaves', () => {
  const turnstile = new Turnstile(2, LEASE_MS)
  const leave = turnstile.enter(0)
  expect(turnstile.enter(0)).toBeDefined()
  expect(turnstile.enter(0)).toBeUndefined()
  leave?.()
  expect(turnstile.enter(0)).toBeDefined()
  expect(turnstile.enter(0)).toBeUndefined()
})

test('leaving twice frees one place', () => {
  const turnstile = new Turnstile(2, LEASE_MS)
  const leave = turnstile.enter(0)
  turnstile.enter(0)
  leave?.()
  leave?.()
  expect(turnstile.enter(0)).toBeDefined()
  expect(turnstile.enter(0)).toBeUndefined()
})

test('a place nobody left is free again after its lease, not before', () => {
  const turnstile = new Turnstile(1, LEASE_MS)
  turnstile.enter(0)
  expect(turnstile.enter(LEASE_MS - 1)).toBeUndefined()
  expect(turnstile.enter(LEASE_MS)).toBeDefined()
})

test('who leaves after the lease does not free the place of another', () => {
  const turnstile = new Turnstile(1, LEASE_MS)
  const late = turnstile.enter(0)
  turnstile.enter(LEASE_MS)
  late?.()
  expect(turnstile.enter(LEASE_MS)).toBeUndefined()
})
