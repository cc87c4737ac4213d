/** The terminal interface's public names. */
export { startTui, type Tui } from './start.ts'
export { type CopyForm, type TuiSource } from './source.ts'
export { type Terminal } from './terminal.ts'
