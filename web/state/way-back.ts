/** Under which a tab keeps the place that its person went to the settings from. */
export const WAY_BACK_KEY = 'alcove:way-back'

/** Where the settings lead back to: a place of the chat, whatever was kept. */
export function wayBackOf(kept: string | null): string {
  return kept !== null && /^\/(?:rooms\/[\w-]+|directory)?$/u.test(kept) ? kept : '/'
}
