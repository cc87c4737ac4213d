/** Option tables of faults and actions: what a value may be, in data, from which parsing, help, schema and forms are made. */

export type OptionSpec =
  | { kind: 'integer' | 'number'; summary: string; unit?: string; min?: number; max?: number; default?: number }
  /** Milliseconds; written as a number or with a unit (`2s`). */
  | { kind: 'duration'; summary: string; min?: number; max?: number; default?: number }
  /** Bytes; written as a number or with a unit (`1KiB`). */
  | { kind: 'bytes'; summary: string; min?: number; max?: number; default?: number }
  | { kind: 'text'; summary: string; default?: string }
  | { kind: 'boolean'; summary: string; default?: boolean }
  | { kind: 'choice'; summary: string; choices: readonly string[]; default?: string }
  /** Any JSON value; a text is read as JSON. Only commands have it. */
  | { kind: 'json'; summary: string; default?: null }

/** By name, in the order in which they are shown; the first one takes a bare value. An option without a default must be given. */
export type OptionTable = Readonly<Record<string, OptionSpec>>

export type OptionValue<Spec extends OptionSpec> = Spec extends { kind: 'text' }
  ? string
  : Spec extends { kind: 'boolean' }
    ? boolean
    : Spec extends { kind: 'choice'; choices: readonly (infer Choice)[] }
      ? Choice
      : Spec extends { kind: 'json' }
        ? unknown
        : number

export type OptionValues<Table extends OptionTable> = { readonly [Name in keyof Table]: OptionValue<Table[Name]> }
