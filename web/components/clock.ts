import { signal } from '@preact/signals'

/** The time now, to the minute, for labels that depend on it. */
export const minute = signal(Date.now())
setInterval(() => {
  minute.value = Date.now()
}, 60_000)

/** The page speaks English: the person's own kind of it, so that words and dates agree. */
export const LOCALE = navigator.languages.find(tag => /^en\b/iu.test(tag)) ?? 'en-GB'
