/** JPEGs made for tests. */
import jpeg from 'jpeg-js'

/** `colour`: red, green and blue of a place. */
export function jpegOf(
  width: number,
  height: number,
  colour: (x: number, y: number) => readonly [number, number, number],
): Buffer {
  const data = Buffer.alloc(width * height * 4, 255)
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data.set(colour(x, y), (y * width + x) * 4)
  return jpeg.encode({ data, width, height }, 80).data
}
