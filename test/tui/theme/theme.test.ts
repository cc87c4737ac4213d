import { expect, test } from 'vitest'
import { themeNames, themes } from '../../../src/tui/theme/theme.ts'

test('every theme has the same styles, and its own name', () => {
  const styles = Object.keys(themes.dark.styles).sort()
  for (const name of themeNames) {
    expect(themes[name].name).toBe(name)
    expect(Object.keys(themes[name].styles).sort()).toEqual(styles)
  }
})

test('the plain one has no colour, the one of sixteen no other', () => {
  const { plain, sixteen } = themes
  for (const sgr of Object.values(plain.styles)) expect(sgr).toMatch(/^[12479]?$/)
  for (const sgr of Object.values(sixteen.styles)) expect(sgr).toMatch(/^([12479]|3[0-7]|1;3[0-7])?$/)
})

test.each(['dark', 'light', 'sixteen'] as const)('in %s the statuses differ', (name) => {
  const { ok, redirect, clientError, serverError, injected } = themes[name].styles
  expect(new Set([ok, redirect, clientError, serverError, injected]).size).toBe(5)
})
