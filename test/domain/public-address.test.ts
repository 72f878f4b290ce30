import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  bareHost,
  isAddress,
  isPublicAddress,
  isPublicUrl,
} from '../../worker/domain/public-address.ts'

/** Whether a link may be followed: what the URL parser refuses may not. */
function isOpen(link: string): boolean {
  const url = URL.parse(link)
  return url !== null && isPublicUrl(url)
}

describe('anybody may go to', () => {
  test.each([
    'https://example.org/',
    'http://example.org/a?b=c#d',
    'https://example.org:443/',
    'http://example.org:80/',
    'https://EXAMPLE.org./',
    'https://xn--bcher-kva.example.com/',
    'https://bücher.example.com/',
    'https://a_b.example.org/',
    'https://local.example.org/',
    'https://localhost.example.org/',
    'https://internal.example.org/',
    'https://10.example.org/',
    'https://10.0.0.1.example.org/',
    'https://8.8.8.8/',
    'https://1.1.1.1/',
    'https://100.63.255.255/',
    'https://100.128.0.0/',
    'https://172.15.255.255/',
    'https://172.32.0.0/',
    'https://11.0.0.0/',
    'https://9.255.255.255/',
    'https://223.255.255.255/',
    'https://192.167.255.255/',
    'https://192.169.0.0/',
    'https://[2606:4700:4700::1111]/',
    'https://[2001:4860:4860::8888]/',
    'https://[2a00:1450:4001:80b::200e]/',
  ])('%s', link => {
    expect(isOpen(link)).toBe(true)
  })
})

describe('nobody is sent to', () => {
  test.each([
    // Not the web, or not only an address.
    ...['ftp://example.org/', 'file:///etc/passwd', 'gopher://example.org/', 'javascript:alert(1)'],
    ...[
      'data:text/html,x',
      'ws://example.org/',
      'wss://example.org/',
      'blob:https://example.org/x',
    ],
    ...[
      'https://example.org:8443/',
      'http://example.org:443/',
      'https://example.org:80/',
      'http://example.org:22/',
    ],
    ...[
      'https://ada@example.org/',
      'https://ada:secret@example.org/',
      'https://:secret@example.org/',
    ],
    `https://example.org/${'a'.repeat(2_048)}`,
    // IPv4, this machine, in every spelling.
    ...[
      'http://127.0.0.1/',
      'http://127.1/',
      'http://127.0.1/',
      'http://2130706433/',
      'http://0x7f000001/',
    ],
    ...[
      'http://0x7f.0.0.1/',
      'http://0177.0.0.1/',
      'http://017700000001/',
      'http://0x7f.1/',
      'http://127.0.0.1./',
    ],
    ...[
      'http://127.255.255.254/',
      'http://１２７.０.０.１/',
      'http://127。0。0。1/',
      'http://①②⑦.0.0.1/',
      'http://127.0.0.1%2f/',
    ],
    ...['http://0.0.0.0/', 'http://0/', 'http://0.1.2.3/'],
    // IPv4, its network.
    ...[
      'http://10.0.0.1/',
      'http://10.255.255.255/',
      'http://0xa000001/',
      'http://172.16.0.1/',
      'http://172.31.255.255/',
    ],
    ...[
      'http://192.168.0.1/',
      'http://192.168.255.255/',
      'http://3232235521/',
      'http://100.64.0.1/',
      'http://100.127.255.255/',
    ],
    // IPv4, what clouds tell their machines.
    ...[
      'http://169.254.169.254/latest/meta-data/',
      'http://2852039166/',
      'http://0xA9FEA9FE/',
      'http://0251.0376.0251.0376/',
    ],
    ...[
      'http://169.254.170.2/',
      'http://169.254.0.1/',
      'http://100.100.100.200/',
      'http://168.63.129.16/',
      'http://192.0.0.192/',
    ],
    // IPv4, nobody's or everybody's.
    ...[
      'http://192.0.0.1/',
      'http://192.0.2.1/',
      'http://192.88.99.1/',
      'http://198.18.0.1/',
      'http://198.19.255.255/',
    ],
    ...[
      'http://198.51.100.1/',
      'http://203.0.113.1/',
      'http://224.0.0.1/',
      'http://239.255.255.255/',
      'http://240.0.0.1/',
    ],
    'http://255.255.255.255/',
    // IPv6.
    ...[
      'http://[::1]/',
      'http://[::]/',
      'http://[0:0:0:0:0:0:0:1]/',
      'http://[::127.0.0.1]/',
      'http://[::10.0.0.1]/',
    ],
    ...[
      'http://[::ffff:127.0.0.1]/',
      'http://[::ffff:7f00:1]/',
      'http://[::ffff:8.8.8.8]/',
      'http://[::ffff:0:127.0.0.1]/',
    ],
    ...[
      'http://[64:ff9b::127.0.0.1]/',
      'http://[64:ff9b::8.8.8.8]/',
      'http://[64:ff9b:1::1]/',
      'http://[2002:7f00:1::]/',
    ],
    ...[
      'http://[2002:0808:0808::1]/',
      'http://[2001::1]/',
      'http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/',
    ],
    ...[
      'http://[2001:2::1]/',
      'http://[2001:10::1]/',
      'http://[2001:20::1]/',
      'http://[2001:db8::1]/',
      'http://[3fff::1]/',
    ],
    ...[
      'http://[fc00::1]/',
      'http://[fd00:ec2::254]/',
      'http://[fd20:ce::254]/',
      'http://[fe80::1]/',
      'http://[febf::1]/',
    ],
    ...[
      'http://[fec0::1]/',
      'http://[ff02::1]/',
      'http://[100::1]/',
      'http://[5f00::1]/',
      'http://[4000::1]/',
    ],
    'http://[fe80::1%25eth0]/',
    // Names.
    ...[
      'http://localhost/',
      'http://LOCALHOST/',
      'http://localhost./',
      'http://a.localhost/',
      'http://localhost.localdomain/',
    ],
    ...[
      'http://router/',
      'http://router./',
      'http://printer.local/',
      'http://printer.local./',
      'http://db.internal/',
    ],
    ...[
      'http://metadata.google.internal/',
      'http://metadata.google.internal./',
      'http://metadata/',
      'http://metadata.goog/',
    ],
    ...[
      'http://instance-data/',
      'http://a.home.arpa/',
      'http://1.0.0.127.in-addr.arpa/',
      'http://a.onion/',
      'http://a.test/',
    ],
    ...[
      'http://a.invalid/',
      'http://a.example/',
      'http://a.lan/',
      'http://a.home/',
      'http://a.corp/',
      'http://a.intranet/',
    ],
    ...[
      'http://localtest.me/',
      'http://a.lvh.me/',
      'http://example..org/',
      'http://.example.org/',
      'http://example.org../',
    ],
    ...[
      'http://ｌｏｃａｌｈｏｓｔ/',
      'http://lo\u00adcalhost/',
      'http://./',
      'http://../',
      `http://${'a'.repeat(64)}.org/`,
    ],
  ])('%s', link => {
    expect(isOpen(link)).toBe(false)
  })
})

describe('an address', () => {
  const octet = fc.integer({ min: 0, max: 255 })
  const number = fc.integer({ min: 0, max: 2 ** 32 - 1 })
  const dotted = (n: number) => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255].join('.')

  test('is judged alike in every spelling', () => {
    fc.assert(
      fc.property(number, n => {
        const known = isPublicAddress(dotted(n))
        const [a = 0, b = 0, c = 0, d = 0] = dotted(n).split('.').map(Number)
        const spellings = [
          `${n}`,
          `0x${n.toString(16)}`,
          `0${n.toString(8)}`,
          `${a}.${n & 0xff_ff_ff}`,
          `${a}.${b}.${n & 0xff_ff}`,
          `0${a.toString(8)}.0x${b.toString(16)}.${c}.0${d.toString(8)}`,
          `${dotted(n)}.`,
        ]
        for (const host of spellings)
          expect([host, isOpen(`http://${host}/`)]).toEqual([host, known])
      }),
    )
  })

  test('within IPv6 is never public, whatever carries it', () => {
    fc.assert(
      fc.property(number, n => {
        const groups = `${(n >>> 16).toString(16)}:${(n & 0xff_ff).toString(16)}`
        for (const address of [
          `::${dotted(n)}`,
          `::ffff:${dotted(n)}`,
          `64:ff9b::${groups}`,
          `2002:${groups}::1`,
          `2001::${groups}`,
        ])
          expect([address, isPublicAddress(address)]).toEqual([address, false])
      }),
    )
  })

  test('of a private network is private to its last', () => {
    fc.assert(
      fc.property(octet, octet, octet, (a, b, c) => {
        const all = [
          `10.${a}.${b}.${c}`,
          `127.${a}.${b}.${c}`,
          `192.168.${b}.${c}`,
          `169.254.${b}.${c}`,
          `172.${16 + (a & 15)}.${b}.${c}`,
          `100.${64 + (a & 63)}.${b}.${c}`,
        ]
        for (const address of all)
          expect([address, isPublicAddress(address)]).toEqual([address, false])
      }),
    )
  })

  test('outside of what is given to the public is not public', () => {
    const group = fc.integer({ min: 0, max: 0xff_ff })
    fc.assert(
      fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), groups => {
        const [first = 0] = groups
        const address = groups.map(one => one.toString(16)).join(':')
        if (first >> 13 !== 1) expect(isPublicAddress(address)).toBe(false)
        else if (![0x2001, 0x2002, 0x3fff].includes(first))
          expect(isPublicAddress(address)).toBe(true)
      }),
    )
  })

  test('is none when it is nonsense, and nothing makes it throw', () => {
    for (const text of [
      '',
      '1.2.3',
      '1.2.3.4.5',
      '256.1.1.1',
      '01.2.3.4',
      '1.2.3.4 ',
      ':',
      '::1::',
      'x',
      '[::1',
      '8.8.8.8/8',
    ])
      expect([text, isPublicAddress(text)]).toEqual([text, false])
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(typeof isPublicAddress(text)).toBe('boolean')
        expect(typeof isOpen(`http://${text}/`)).toBe('boolean')
      }),
    )
  })

  test('need not be looked up, and a name has to be', () => {
    for (const host of ['8.8.8.8', '[::1]']) expect(isAddress(host)).toBe(true)
    for (const host of ['example.org', '8.8.8.8.org']) expect(isAddress(host)).toBe(false)
    expect([bareHost('example.org.'), bareHost('example.org')]).toEqual([
      'example.org',
      'example.org',
    ])
  })
})
