/** Just enough DER (X.690) to write an X.509 certificate, so that the benchmark needs neither openssl nor a library. */

export function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.of(tag), lengthOf(content.length), content])
}

export const sequence = (...parts: Uint8Array[]) => der(0x30, ...parts)
export const set = (...parts: Uint8Array[]) => der(0x31, ...parts)
export const integer = (value: Uint8Array) => der(0x02, value)
export const boolean = (value: boolean) => der(0x01, Buffer.of(value ? 0xff : 0))
export const octets = (value: Uint8Array) => der(0x04, value)
export const bits = (value: Uint8Array) => der(0x03, Buffer.of(0), value)
export const text = (value: string) => der(0x0c, Buffer.from(value))
/** GeneralizedTime in UTC, seconds resolution. */
export const time = (value: Date) => der(0x18, Buffer.from(value.toISOString().replace(/[-:T]|\.\d+/g, '')))

/** An object identifier from its dotted form. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]))
}

function base128(value: number): number[] {
  const digits = [value & 0x7f]
  for (let left = value >>> 7; left > 0; left >>>= 7) digits.unshift((left & 0x7f) | 0x80)
  return digits
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.of(length)
  const bytes: number[] = []
  for (let left = length; left > 0; left >>>= 8) bytes.unshift(left & 0xff)
  return Buffer.from([0x80 | bytes.length, ...bytes])
}
