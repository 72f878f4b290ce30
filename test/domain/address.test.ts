import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressKey } from '../../worker/domain/address.ts'

describe('an address is counted by', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['255.255.255.255', '255.255.255.255'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::6', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:c000:0201', '192.0.2.1'],
    ['1:2:3:4:5:6:7::', '1:2:3:4::/64'],
  ])('%s as %s', (address, key) => {
    expect(addressKey(address)).toBe(key)
  })

  test.each([
    undefined,
    '',
    'unknown',
    '192.0.2',
    '192.0.2.256',
    '192.0.2.1.1',
    '192.0.2.1.',
    '192.0.2.1:80',
    '0x7f.1',
    '127.1',
    ':',
    ':::',
    '2001:db8::1::2',
    '2001:db8::1%eth0',
    '[2001:db8::1]',
    '2001:db8::1]/@[::1',
    '1:2:3:4:5:6:7:8:9',
    'evil.test',
    '192.0.2.1, 198.51.100.1',
    '192.0.2.1\n',
  ])('nothing when it is none: %s', address => {
    expect(addressKey(address)).toBe('unknown')
  })

  test('the same key all over a /64, and another beyond it', () => {
    const group = fc.integer({ min: 0, max: 0xffff })
    const half = fc.tuple(group, group, group, group)
    // ::ffff:0:0/96 is IPv4 and is not counted by network.
    const network = half.filter(groups => groups.some(group => group !== 0))
    fc.assert(
      fc.property(network, half, half, (net, one, other) => {
        const write = (groups: number[]) => groups.map(group => group.toString(16)).join(':')
        const key = addressKey(write([...net, ...one]))
        expect(key).toBe(addressKey(write([...net, ...other]).toUpperCase()))
        const [first, ...rest] = net
        expect(key).not.toBe(addressKey(write([first ^ 1, ...rest, ...one])))
      }),
    )
  })
})
