/** Every emoji that Unicode recommends for interchange, skin tones, flags and families included. */
const EMOJI = /^\p{RGI_Emoji}$/v

/** Whether a text is one emoji and nothing else. */
export function isEmoji(text: string): boolean {
  return EMOJI.test(text)
}
