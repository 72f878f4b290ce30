import { signal } from '@preact/signals'
import { nextTheme, THEME_KEY, type Theme, themeOf } from '../state/theme.ts'

/** The theme chosen on this device. */
export const theme = signal<Theme>(themeOf(document.documentElement.dataset.theme))

export function turnTheme(): void {
  theme.value = nextTheme(theme.value)
  const root = document.documentElement
  if (theme.value === 'system') delete root.dataset.theme
  else root.dataset.theme = theme.value
  try {
    if (theme.value === 'system') localStorage.removeItem(THEME_KEY)
    else localStorage.setItem(THEME_KEY, theme.value)
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
}
