import { encode } from 'uqr'
import { expect, test } from 'vitest'
import { inFours, qrPath } from '../../../web/state/qr-path.ts'

test('draws runs of dark modules', () => {
  const rows = [
    [true, true, false, true],
    [false, false, false, false],
    [false, true, true, true],
  ]
  expect(qrPath(rows)).toBe('M0 0h2v1h-2zM3 0h1v1h-1zM1 2h3v1h-3z')
})

test('draws each module of a code once', () => {
  const { data } = encode('otpauth://totp/Alcove:ada?secret=JBSWY3DPEHPK3PXP')
  const drawn = [...qrPath(data).matchAll(/h(\d+)v1/gu)].map(([, length]) => Number(length))
  expect(drawn.reduce((sum, length) => sum + length, 0)).toBe(data.flat().filter(Boolean).length)
})

test('shows a secret in groups of four', () => {
  expect(inFours('JBSWY3DPEH')).toBe('JBSW Y3DP EH')
})
