/** `system` follows the device; the other two are a person's own choice. */
export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

/** Under which the choice is kept; public/theme.js reads it before the first paint. */
export const THEME_KEY = 'alcove:theme'

export function themeOf(stored: string | null | undefined): Theme {
  return THEMES.find(theme => theme === stored) ?? 'system'
}

export function nextTheme(theme: Theme): Theme {
  return THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system'
}
