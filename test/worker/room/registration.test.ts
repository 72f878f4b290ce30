import { describe, expect, it } from 'vitest'
import { Registration, type Standing } from '../../../worker/room/registration.ts'

/** An entry, and what the registry was told of it. */
function entry() {
  const told: Standing[] = []
  const registration = new Registration(async standing => {
    told.push(standing)
  })
  const settled = () => new Promise(resolve => setTimeout(resolve, 0))
  return { registration, told, settled }
}

describe('the sweeper’s visit', () => {
  it('tells the registry nothing by itself', async () => {
    const { registration, told, settled } = entry()
    registration.swept(true, 5)
    registration.swept(false, 5)
    await settled()
    expect(told).toEqual([])
  })

  it('finds that Postgres follows only if it moved since the last visit', () => {
    const { registration } = entry()
    expect(registration.swept(false, 5)).toBe('waiting')
    expect(registration.swept(false, 6)).toBe('moving')
    expect(registration.swept(false, 6)).toBe('waiting')
    expect(registration.swept(true, 7)).toBe('drained')
  })

  it('takes away only the entry of a drained room, which says so when it owes anew', async () => {
    const { registration, told, settled } = entry()
    registration.undrained()
    registration.swept(false, 5)
    registration.undrained()
    await settled()
    expect(told).toEqual([{ undrained: true }])
    registration.swept(true, 6)
    registration.undrained()
    await settled()
    expect(told).toEqual([{ undrained: true }, { undrained: true }])
  })

  it('has the room say again whether anybody is there: it may have been contradicted', async () => {
    const { registration, told, settled } = entry()
    registration.live(false)
    registration.live(false)
    await settled()
    expect(told).toEqual([{ live: false }])
    // The sweeper saw a socket that never said hello.
    registration.swept(true, 5)
    registration.live(false)
    await settled()
    expect(told).toEqual([{ live: false }, { live: false }])
  })
})
