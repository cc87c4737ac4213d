/** Which theme a terminal gets when nobody chose one: what it says about its colours and its ground. */
import type { ThemeName } from './theme.ts'

type Variables = Readonly<Record<string, string | undefined>>

/** `color` false is NO_COLOR or --no-color, and wins over everything. */
export function chooseTheme(env: Variables, color: boolean, wanted?: ThemeName): ThemeName {
  if (!color) return 'plain'
  if (wanted !== undefined) return wanted
  const many = /256|direct|truecolor|24bit|kitty|alacritty|ghostty/i.test(
    `${env['TERM'] ?? ''} ${env['COLORTERM'] ?? ''}`,
  )
  if (!many) return 'sixteen'
  return hasLightGround(env['COLORFGBG']) ? 'light' : 'dark'
}

/** Whether the ground is not known and taken for dark: then the terminal can be asked. */
export function isGuess(env: Variables, color: boolean, wanted?: ThemeName): boolean {
  return wanted === undefined && !env['COLORFGBG'] && chooseTheme(env, color) === 'dark'
}

/** rxvt's variable, which many terminals set: `foreground;background` as numbers of the sixteen. 7 and 9 to 15 are light. */
function hasLightGround(value: string | undefined): boolean {
  const ground = Number(value?.split(';').at(-1) || Number.NaN)
  return ground === 7 || (ground >= 9 && ground <= 15)
}
