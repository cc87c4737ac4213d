/** How the named styles look: SGR sequences per style. Themes are data; nothing else in the interface knows a colour. */
import type { NamedStyle } from '../parts/line.ts'

export type ThemeName = 'dark' | 'light' | 'sixteen' | 'plain'

export type Theme = {
  readonly name: ThemeName
  /** SGR parameters that switch a style on; '' leaves the text as it is. */
  readonly styles: Readonly<Record<NamedStyle, string>>
  /** SGR parameters under a selected row. */
  readonly selected: string
  /** SGR parameters of a selected row in a region that has not the focus. */
  readonly selectedAway: string
}

const shared = { plain: '', dim: '2', bold: '1' } as const

/** Xterm's 256 colours on a dark ground. */
const dark: Theme = {
  name: 'dark',
  styles: {
    ...shared,
    dim: '38;5;245',
    accent: '38;5;80',
    ok: '38;5;114',
    redirect: '38;5;74',
    clientError: '38;5;221',
    serverError: '38;5;203',
    injected: '38;5;176',
    added: '38;5;114',
    removed: '38;5;203',
    changed: '38;5;221',
    name: '38;5;110',
    string: '38;5;150',
    number: '38;5;180',
    keyword: '38;5;176',
    comment: '38;5;245',
    match: '30;48;5;221',
    key: '1;38;5;80',
    warning: '38;5;221',
  },
  selected: '48;5;237',
  selectedAway: '48;5;235',
}

/** The same on a light ground: darker colours, and a light bar. */
const light: Theme = {
  name: 'light',
  styles: {
    ...shared,
    dim: '38;5;243',
    accent: '38;5;25',
    ok: '38;5;28',
    redirect: '38;5;25',
    clientError: '38;5;130',
    serverError: '38;5;160',
    injected: '38;5;91',
    added: '38;5;28',
    removed: '38;5;160',
    changed: '38;5;130',
    name: '38;5;25',
    string: '38;5;22',
    number: '38;5;94',
    keyword: '38;5;91',
    comment: '38;5;243',
    match: '30;48;5;221',
    key: '1;38;5;25',
    warning: '38;5;130',
  },
  selected: '48;5;253',
  selectedAway: '48;5;255',
}

/** The terminal's own sixteen, so that its palette decides; readable on both grounds. */
const sixteen: Theme = {
  name: 'sixteen',
  styles: {
    ...shared,
    accent: '36',
    ok: '32',
    redirect: '36',
    clientError: '33',
    serverError: '31',
    injected: '35',
    added: '32',
    removed: '31',
    changed: '33',
    name: '36',
    string: '32',
    number: '33',
    keyword: '35',
    comment: '2',
    match: '7',
    key: '1;36',
    warning: '33',
  },
  selected: '7',
  selectedAway: '4',
}

/** No colour at all (NO_COLOR): weight, underlining and inversion carry what colour would. */
const plain: Theme = {
  name: 'plain',
  styles: {
    ...shared,
    accent: '1',
    ok: '',
    redirect: '',
    clientError: '1',
    serverError: '1',
    injected: '1',
    added: '1',
    removed: '2',
    changed: '4',
    name: '',
    string: '',
    number: '',
    keyword: '1',
    comment: '2',
    match: '7',
    key: '1',
    warning: '1',
  },
  selected: '7',
  selectedAway: '4',
}

export const themes: Readonly<Record<ThemeName, Theme>> = { dark, light, sixteen, plain }

/** The order in which the `theme` verb goes round. */
export const themeNames: readonly ThemeName[] = ['dark', 'light', 'sixteen', 'plain']
