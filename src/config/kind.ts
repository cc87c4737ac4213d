/** What an option's value may be. From one kind come parsing, the error's wording, the JSON Schema and completion. */

export type Scalar = string | number | boolean | null

/** Where a value stands, for errors, and the directory its relative paths start from. */
export type Place = { where: string; base: string }

export type JsonSchema = { readonly [key: string]: unknown }

export type Kind<T> = {
  /** Completes "Expected …". */
  expected: string
  /** The value, or undefined when it is not of this kind. May throw a MiddleboxError that says more. */
  read(value: Scalar, place: Place): T | undefined
  /** Why `read` refused, when there is more to say than what was expected. */
  reason?(value: Scalar): string | undefined
  /** What a config file may say. */
  schema: JsonSchema
  /** The only values there are, or those worth completing. */
  values?: readonly string[]
  /** Completion offers file names. */
  file?: true
}
