import { expect, it } from 'vitest'
import { flawOf } from './well-formed.ts'

it('passes what is well formed', () => {
  expect(flawOf('<a b="1" c="&amp;">x &#60; y<d/><e>z</e></a>\n')).toBeUndefined()
})

it.each([
  ['', 'nothing'],
  ['<a>', 'an open element'],
  ['<a></b>', 'another end'],
  ['<a/><b/>', 'two roots'],
  ['<a/>x', 'text outside'],
  ['<a b="1" b="2"/>', 'an attribute twice'],
  ['<a b=1/>', 'a bare value'],
  ['<a b="x & y"/>', 'a bare & in a value'],
  ['<a>x & y</a>', 'a bare & in text'],
  ['<a>x < y</a>', 'a bare < in text'],
  ['<a>\u0007</a>', 'a control character'],
])('finds the flaw of %j: %s', xml => {
  expect(flawOf(xml)).toBeTypeOf('string')
})
