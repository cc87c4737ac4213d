/** The stream that Ink reads keys from: the terminal's, after what is no key was taken out. */
import { StringDecoder } from 'node:string_decoder'
import { PassThrough } from 'node:stream'
import type { KeyInput } from '../terminal.ts'
import { createGroundFilter } from './ground.ts'
import { type MouseEvent, createMouseFilter } from './mouse.ts'

export type InkInput = { readonly stream: NodeJS.ReadStream; close(): void }

/** What is heard besides keys. */
export type InputListeners = {
  mouse(event: MouseEvent): void
  /** The answer to `askGround`; given where that is asked. */
  ground?(light: boolean): void
  /** Called once when the terminal is gone. */
  lost(): void
}

export function createInkInput(input: KeyInput, { mouse, ground, lost }: InputListeners): InkInput {
  const filter = createMouseFilter()
  const groundFilter = ground && createGroundFilter()
  const decoder = new StringDecoder('utf8')
  const stream = new PassThrough()
  const heard = (chunk: Uint8Array | string) => {
    const text = typeof chunk === 'string' ? chunk : decoder.write(Buffer.from(chunk))
    const { keys: typed, light } = groundFilter?.take(text) ?? { keys: text }
    if (light !== undefined) ground?.(light)
    const { keys, events } = filter.take(typed)
    if (keys !== '') stream.write(keys)
    for (const event of events) mouse(event)
  }
  let gone = false
  const end = () => {
    if (gone) return
    gone = true
    lost()
  }
  let listening = false
  const listen = (on: boolean) => {
    if (on === listening) return
    listening = on
    if (on) input.on('data', heard)
    else input.off('data', heard)
    // Paused, the terminal's next keys are for whoever has it now.
    if (on) input.resume()
    else input.pause()
  }
  const leave = ['end', 'error', 'close'] as const
  for (const event of leave) input.on(event, end)
  const members = {
    isTTY: input.isTTY,
    setRawMode(raw: boolean) {
      if (!gone) input.setRawMode(raw)
      listen(raw)
    },
    ref: () => input.ref(),
    unref: () => input.unref(),
  }
  return {
    stream: Object.assign(stream, members) as unknown as NodeJS.ReadStream,
    close() {
      gone = true
      listen(false)
      for (const event of leave) input.off(event, end)
      stream.destroy()
    },
  }
}
