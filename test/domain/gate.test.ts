import { expect, test } from 'vitest'
import { Gate } from '../../worker/domain/gate.ts'

const LEASE_MS = 1_000

test('as many are let in as there are places, and one more for each that leaves', () => {
  const gate = new Gate(2, LEASE_MS)
  const leave = gate.enter(0)
  expect(gate.isFull(0)).toBe(false)
  expect(gate.enter(0)).toBeDefined()
  expect(gate.isFull(0)).toBe(true)
  expect(gate.enter(0)).toBeUndefined()
  leave?.()
  expect(gate.isFull(0)).toBe(false)
  expect(gate.enter(0)).toBeDefined()
  expect(gate.enter(0)).toBeUndefined()
})

test('leaving twice frees one place', () => {
  const gate = new Gate(2, LEASE_MS)
  const leave = gate.enter(0)
  gate.enter(0)
  leave?.()
  leave?.()
  expect(gate.enter(0)).toBeDefined()
  expect(gate.enter(0)).toBeUndefined()
})

test('a place nobody left is free again after its lease, not before', () => {
  const gate = new Gate(1, LEASE_MS)
  gate.enter(0)
  expect(gate.enter(LEASE_MS - 1)).toBeUndefined()
  expect(gate.isFull(LEASE_MS)).toBe(false)
  expect(gate.enter(LEASE_MS)).toBeDefined()
})

test('who leaves after the lease does not free the place of another', () => {
  const gate = new Gate(1, LEASE_MS)
  const late = gate.enter(0)
  gate.enter(LEASE_MS)
  late?.()
  expect(gate.enter(LEASE_MS)).toBeUndefined()
})
