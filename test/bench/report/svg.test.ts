import { expect, it } from 'vitest'
import { element, label, words } from '../../../bench/report/svg.ts'
import { flawOf } from './well-formed.ts'

const ODD = `a <b> & "c" 'd' \u0007\uD800 ]]> é 😀`

it('escapes text, and leaves out what XML cannot hold', () => {
  expect(words(ODD)).toBe('a &#60;b&#62; &#38; &#34;c&#34; &#39;d&#39;  ]]&#62; é 😀')
})

it('escapes in text and in attributes', () => {
  expect(flawOf(label(0, 0, ODD, ODD))).toBeUndefined()
  expect(flawOf(element('g', { id: ODD }))).toBeUndefined()
})
