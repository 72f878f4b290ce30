import { IconButton } from './icon-button.tsx'
import { theme, turnTheme } from './theme.ts'

const LABELS = {
  system: 'Theme: as the device',
  light: 'Theme: light',
  dark: 'Theme: dark',
} as const

export function ThemeButton() {
  return <IconButton icon={theme.value} label={LABELS[theme.value]} onClick={turnTheme} />
}
