/** JSON Merge Patch (RFC 7386): an object over another one, `null` removes. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** A new value; neither argument is changed. */
export function mergeJson(target: Json, patch: Json): Json {
  if (!isObject(patch)) return patch
  const merged = new Map(Object.entries(isObject(target) ? target : {}))
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key)
    else merged.set(key, mergeJson(merged.get(key) ?? null, value))
  }
  // `fromEntries` defines keys, so that one named __proto__ is a key like any other.
  return Object.fromEntries(merged)
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
