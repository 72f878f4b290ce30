// What of a text is a command at all.

/**
 * Only a slash at the very beginning, a letter, and more of a word until white space or the end: `/usr/bin` is a
 * path, `/ x` and `1/2` are what they are.
 */
const COMMAND = /^\/(\p{L}[\p{L}\p{M}\p{N}_-]*)(?=\s|$)/u
const ESCAPED = /^\/+(?=\/\p{L}[\p{L}\p{M}\p{N}_-]*(?:\s|$))/u

/** The word that names a command; undefined where the text is none. */
export function commandWord(text: string): string | undefined {
  return COMMAND.exec(text)?.[1]
}

/** Whether it is what would be a command, with a further slash before it so that it is none. */
export function isEscaped(text: string): boolean {
  return ESCAPED.test(text)
}

/** What is said by a text that is no command: without the slash that keeps it from being one. */
export function unescaped(text: string): string {
  return isEscaped(text) ? text.slice(1) : text
}

/** A text as it has to be typed to be said as it is. */
export function escaped(text: string): string {
  return commandWord(text) === undefined && !isEscaped(text) ? text : `/${text}`
}
