import type { Change } from './marks.ts'

/** What begins a line of a list: where it stands, its sign or number, and the box of a task. */
const ITEM = /^([ \t]*)(?:([-*+])|(\d{1,9})([.)]))( +)(\[[ xX]\] +)?(?=(.*))/

/**
 * What beginning another line makes of a text where the line is one of a list: the next one of it, or the end of the
 * list where this one is empty. Undefined where it is a line like others.
 */
export function nextItem(text: string, caret: number): Change | undefined {
  const start = text.lastIndexOf('\n', caret - 1) + 1
  const found = ITEM.exec(text.slice(start, caret))
  if (found === null) return undefined
  const [whole, indent = '', sign = '', number = '', dot = '', space = '', box = '', rest = ''] =
    found
  const behind = text.slice(caret).split('\n', 1)[0] ?? ''
  if (rest.trim() === '' && behind.trim() === '')
    return { from: start, to: start + whole.length, insert: '', select: at(start) }
  const next = number === '' ? sign : `${Number(number) + 1}${dot}`
  const insert = `\n${indent}${next}${space}${box === '' ? '' : '[ ] '}`
  return { from: caret, to: caret, insert, select: at(caret + insert.length) }
}

function at(caret: number) {
  return { from: caret, to: caret }
}
