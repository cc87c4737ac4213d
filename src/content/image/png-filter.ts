/** Undoing the filters of PNG scanlines (W3C PNG §9). */

/** The lines without their filter bytes; missing data at the end stays zero. */
export function unfilter(raw: Uint8Array, stride: number, height: number, pixel: number): Uint8Array {
  const lines = new Uint8Array(stride * height)
  for (let y = 0; y < height; y++) {
    const from = y * (stride + 1)
    const line = lines.subarray(y * stride, (y + 1) * stride)
    line.set(raw.subarray(from + 1, from + 1 + stride))
    const above = y === 0 ? undefined : lines.subarray((y - 1) * stride, y * stride)
    undo(raw[from] ?? 0, line, above, pixel)
  }
  return lines
}

function undo(filter: number, line: Uint8Array, above: Uint8Array | undefined, pixel: number): void {
  if (filter === 0) return
  for (let x = 0; x < line.length; x++) {
    const left = x >= pixel ? line[x - pixel]! : 0
    const up = above?.[x] ?? 0
    if (filter === 1) line[x]! += left
    else if (filter === 2) line[x]! += up
    else if (filter === 3) line[x]! += (left + up) >> 1
    else line[x]! += paeth(left, up, x >= pixel ? (above?.[x - pixel] ?? 0) : 0)
  }
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner
  const toLeft = Math.abs(guess - left)
  const toUp = Math.abs(guess - up)
  const toCorner = Math.abs(guess - corner)
  return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner
}
