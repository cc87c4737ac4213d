/**
 * A file of many entries that is whole at every moment: what stands behind the last entry is written again behind each new
 * one. So it can be read while it grows, and whatever ends the process leaves a file that opens.
 */
import { Buffer } from 'node:buffer'
import { open, type FileHandle } from 'node:fs/promises'

export type Frame = { head: string; separator: string; tail: string }

export interface TailFile {
  append(entries: readonly string[]): void
  /** Characters that are not written yet. */
  readonly waiting: number
  /** Writes what waits, and to the disk itself. */
  close(): Promise<void>
}

/** Empties the file or makes it; rejects when it cannot. `failed` hears the one later error: after it nothing more is written. */
export async function openTailFile(
  path: string,
  frame: Frame,
  failed: (error: Error) => void,
  mode = 0o600,
): Promise<TailFile> {
  const file = await open(path, 'w', mode)
  const writer = new TailWriter(file, frame, failed)
  writer.begin()
  return writer
}

class TailWriter implements TailFile {
  waiting = 0
  readonly #file: FileHandle
  readonly #frame: Frame
  readonly #failed: (error: Error) => void
  #queue: string[] = []
  /** Bytes before the tail. */
  #end = 0
  #separator = ''
  #broken = false
  #work: Promise<void> | undefined

  constructor(file: FileHandle, frame: Frame, failed: (error: Error) => void) {
    this.#file = file
    this.#frame = frame
    this.#failed = failed
  }

  begin(): void {
    this.#push(this.#frame.head)
    this.#work = this.#drain()
  }

  append(entries: readonly string[]): void {
    if (this.#broken) return
    for (const entry of entries) {
      this.#push(this.#separator + entry)
      this.#separator = this.#frame.separator
    }
    this.#work ??= this.#drain()
  }

  #push(text: string): void {
    this.#queue.push(text)
    this.waiting += text.length
  }

  async close(): Promise<void> {
    await this.#work
    try {
      if (!this.#broken) await this.#file.sync()
    } catch (error) {
      // A pipe or a device has nothing to flush.
      if (!/EINVAL|ENOTSUP/.test(String((error as NodeJS.ErrnoException).code))) this.#fail(error as Error)
    } finally {
      await this.#file.close().catch(() => {})
    }
  }

  async #drain(): Promise<void> {
    try {
      while (this.#queue.length > 0) {
        const text = this.#queue.join('')
        this.#queue = []
        const bytes = Buffer.from(text + this.#frame.tail)
        await this.#write(bytes, this.#end)
        this.#end += bytes.length - Buffer.byteLength(this.#frame.tail)
        this.waiting -= text.length
      }
    } catch (error) {
      await this.#repair()
      this.#fail(error as Error)
    }
    this.#work = undefined
  }

  /** A full disk takes a part before it refuses the rest. */
  async #write(bytes: Uint8Array, at: number): Promise<void> {
    for (let done = 0; done < bytes.length;)
      done += (await this.#file.write(bytes, done, bytes.length - done, at + done)).bytesWritten
  }

  /** Back to what was whole. The tail has stood there before: there is room for it. */
  async #repair(): Promise<void> {
    try {
      await this.#file.truncate(this.#end)
      await this.#write(
        Buffer.from(this.#end === 0 ? this.#frame.head + this.#frame.tail : this.#frame.tail),
        this.#end,
      )
    } catch {
      // Then it is as the disk left it; the reader takes what is whole.
    }
  }

  #fail(error: Error): void {
    if (this.#broken) return
    this.#broken = true
    this.#queue = []
    this.#failed(error)
  }
}
