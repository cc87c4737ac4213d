/**
 * Attribute tables of actions: what may be written below an action's name, in data. Reading with file, line and column,
 * the JSON Schema and the reference page come from them.
 */

export type AttributeSpec = { summary: string; required?: true } & (
  | { kind: 'integer'; min: number; max: number }
  | { kind: 'text' }
  /** A Handlebars template. */
  | { kind: 'template' }
  | { kind: 'boolean' }
  | { kind: 'choice'; choices: readonly string[] }
  /** A time such as 30s; read as ms. */
  | { kind: 'duration' }
  /** A regular expression of JavaScript, as its source. */
  | { kind: 'pattern' }
  /** An absolute http or https URL; with `bare`, host:port will do. */
  | { kind: 'url'; bare?: true }
  /** A path, absolute once read; `must` = what has to be there when the rules are loaded. */
  | { kind: 'path'; must: 'file' | 'directory' | 'file or directory' }
  /** An entry of a HAR file, as `file.har#2` or `file.har#id`; absolute once read. */
  | { kind: 'entry' }
  /** Any JSON value. */
  | { kind: 'json' }
  /** Field names with a value or a list of values; read as a list of pairs. */
  | { kind: 'fields' }
  /** Old field names with new ones; read as a list of pairs. */
  | { kind: 'renames' }
  /** One field name or several. */
  | { kind: 'names' }
  /** One text or several. */
  | { kind: 'texts' }
  /** The operations of a JSON Patch (RFC 6902). */
  | { kind: 'operations' }
  /** Attributes of their own; with `many`, also a list of such groups, and always read as one. */
  | { kind: 'group'; attributes: AttributeTable; many?: true }
)

/** By name, in the order in which they are shown; the first one takes a bare value. */
export type AttributeTable = Readonly<Record<string, AttributeSpec>>

export type Pairs = readonly (readonly [string, string])[]
