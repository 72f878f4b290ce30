import { stripVTControlCharacters } from 'node:util'

/**
 * Tells which lines of a part's output a person should see at once: from one that opens an error to
 * the last line indented below it. Everything else is for the log.
 */
export function errorLines(): (line: string) => boolean {
  let open = false
  return line => {
    const text = stripVTControlCharacters(line)
    if (text.trim() === '') return false
    open = OPENS.test(text) || (open && /^\s/.test(text))
    return open
  }
}

/** wrangler, the Worker's own log, Vite, and Node itself. */
const OPENS = /✘ \[ERROR\]|"level":"error"|\[vite\].*error|^error|crashed unexpectedly|^\w*Error\b/i
