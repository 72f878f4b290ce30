import { expect, test } from 'vitest'
import script from '../../../web/public/theme.js?raw'
import { nextTheme, THEME_KEY, THEMES, themeOf } from '../../../web/state/theme.ts'

test('the themes go round', () => {
  expect(nextTheme('system')).toBe('light')
  expect(nextTheme('light')).toBe('dark')
  expect(nextTheme('dark')).toBe('system')
})

test('anything but a theme is the device’s own', () => {
  for (const theme of THEMES) expect(themeOf(theme)).toBe(theme)
  for (const other of [null, undefined, '', 'blue']) expect(themeOf(other)).toBe('system')
})

test('the script before the first paint reads the same key', () => {
  expect(script).toContain(`'${THEME_KEY}'`)
})
