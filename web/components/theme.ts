import { signal } from '@preact/signals'
import { nextTheme, THEME_KEY, type Theme, themeOf } from '../state/theme.ts'

/** The theme chosen on this device. */
export const theme = signal<Theme>(themeOf(document.documentElement.dataset.theme))

export function turnTheme(): void {
  chooseTheme(nextTheme(theme.value))
}

export function chooseTheme(chosen: Theme): void {
  theme.value = chosen
  paint(chosen)
  keep(chosen)
}

/** The page, and the bar of the browser around it. */
function paint(chosen: Theme): void {
  const root = document.documentElement
  if (chosen === 'system') delete root.dataset.theme
  else root.dataset.theme = chosen
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[data-scheme]')) {
    const scheme = meta.dataset.scheme ?? ''
    const bySystem = `(prefers-color-scheme: ${scheme})`
    meta.media = chosen === 'system' ? bySystem : scheme === chosen ? 'all' : 'not all'
  }
}

function keep(chosen: Theme): void {
  try {
    if (chosen === 'system') localStorage.removeItem(THEME_KEY)
    else localStorage.setItem(THEME_KEY, chosen)
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
}
