/** The media type of a message, as its fields name it (RFC 9110 §8.3). */
import { getField } from '../kit/fields.ts'
import type { Fields } from '../model/message.ts'
import type { ContentType } from './document.ts'

/** `path` helps where the type says little: GraphQL and gRPC are known by it. */
export function contentTypeOf(fields: Fields, path?: string): ContentType {
  const coding = getField(fields, 'grpc-encoding')
  return {
    ...parseContentType(getField(fields, 'content-type') ?? ''),
    ...(path !== undefined && { path }),
    ...(coding !== undefined && { coding }),
  }
}

export function parseContentType(value: string): ContentType {
  const [essence = ''] = value.split(';', 1)
  const parameters: Record<string, string> = {}
  for (const [, name, quoted, plain] of value.matchAll(/;\s*([^\s=;"]+)=(?:"((?:[^"\\]|\\.)*)"|([^;"]*))/g)) {
    const key = name!.toLowerCase()
    // The first of a name counts, as browsers have it (WHATWG MIME Sniffing §4.4).
    if (!Object.hasOwn(parameters, key)) parameters[key] = quoted?.replace(/\\(.)/g, '$1') ?? plain!.trim()
  }
  return { mime: essence.trim().toLowerCase(), parameters }
}
