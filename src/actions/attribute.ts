/**
 * Attribute tables of actions: what may be written below an action's name, in data. Reading with file, line and column,
 * the JSON Schema and the reference page come from them.
 */

export type AttributeSpec = { summary: string; required?: true } & (
  | { kind: 'integer'; min: number; max: number }
  | { kind: 'text' }
  | { kind: 'boolean' }
  /** A regular expression of JavaScript, as its source. */
  | { kind: 'pattern' }
  /** An absolute http or https URL; with `bare`, host:port will do. */
  | { kind: 'url'; bare?: true }
  /** A path, absolute once read; `must` = what has to be there when the rules are loaded. */
  | { kind: 'path'; must: 'file' | 'file or directory' }
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
