import { describe, expect, test } from 'vitest'
import { csvLine } from '../../worker/domain/csv.ts'

describe('a line of a table', () => {
  test('is cells with commas between, ended as RFC 4180 has it', () => {
    expect(csvLine(['a', '', 'c d'])).toBe('a,,c d\r\n')
  })

  test.each([
    ['a comma', 'one, two', '"one, two"'],
    ['quotes', 'say "ah"', '"say ""ah"""'],
    ['lines', 'one\ntwo', '"one\ntwo"'],
  ])('quotes what has %s in it', (_, text, cell) => {
    expect(csvLine([text])).toBe(`${cell}\r\n`)
  })

  test.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\tx',
    '＝1',
    '-2+3+cmd',
  ])('makes text of the formula %j', text => {
    expect(csvLine([text])).toBe(`'${text}\r\n`)
  })

  test('makes text of a formula that has to be quoted', () => {
    expect(csvLine(['=HYPERLINK("http://evil.test","x")'])).toBe(
      `"'=HYPERLINK(""http://evil.test"",""x"")"\r\n`,
    )
    expect(csvLine(['\r=1'])).toBe(`"'\r=1"\r\n`)
  })

  test('leaves alone what begins harmlessly', () => {
    expect(csvLine(['a=1', '{"a":1}', '2026-11-22'])).toBe('a=1,"{""a"":1}",2026-11-22\r\n')
  })
})
