import { describe, expect, it } from 'vitest'
import { parseOptions } from '../../../dev/stack/options.ts'

describe('the options of npm run dev', () => {
  it('leave everything as it is when there are none', () => {
    expect(parseOptions([])).toEqual({ reset: false, seed: false, host: false })
  })

  it('are understood', () => {
    expect(parseOptions(['--port', '8080', '--reset', '--seed', '--host'])).toEqual({
      port: 8080,
      reset: true,
      seed: true,
      host: true,
    })
    expect(parseOptions(['--port=8080'])).toMatchObject({ port: 8080 })
  })

  it.each([['--help'], ['-h'], ['--help', '--seed']])('ask for help with %s', (...args) => {
    expect(parseOptions(args)).toBeUndefined()
  })

  it.each([
    [['--colour'], '--colour is not an option'],
    [['--seed', 'extra'], 'extra is not an option'],
    [['--port'], '--port wants a number'],
    [['--port', 'http'], 'http is not a port'],
    [['--port', '0'], '0 is not a port'],
    [['--port', '65536'], '65536 is not a port'],
    [['--seed=yes'], 'the other options want nothing'],
  ])('%j is refused with a sentence', (args, sentence) => {
    expect(() => parseOptions(args)).toThrow(sentence)
  })
})
