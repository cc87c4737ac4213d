/** A face's output held in memory. The reader takes text at once, or only when the test says so. */
import type { FaceOutput } from '../../src/headless/outlet.ts'

export type HeldOutput = FaceOutput & {
  /** All of stdout so far. */
  text(): string
  /** The lines of stdout so far. */
  lines(): string[]
  errors: string[]
  /** Each call of write. */
  writes: string[]
  /** From now on texts wait until `take`. */
  stall(): void
  /** The reader takes everything that waits. */
  take(): void
}

export function holdOutput(options: { columns?: number; color?: boolean } = {}): HeldOutput {
  const writes: string[] = []
  const errors: string[] = []
  const waiting: (() => void)[] = []
  let stalled = false
  return {
    writes,
    errors,
    ...(options.columns !== undefined && { columns: options.columns }),
    color: options.color ?? false,
    write(text, done) {
      writes.push(text)
      if (stalled) waiting.push(done)
      else done()
    },
    error: (text) => void errors.push(text),
    text: () => writes.join(''),
    lines: () => writes.join('').split('\n').slice(0, -1),
    stall: () => void (stalled = true),
    take() {
      stalled = false
      for (const done of waiting.splice(0)) done()
    },
  }
}
