/** Every view, in the order of the menu; which of them fits a body is for `chooseView` to say. */
import type { ContentType, View } from '../document.ts'
import { cbor } from './cbor.ts'
import { css } from './css.ts'
import { form } from './form.ts'
import { graphql } from './graphql.ts'
import { grpc } from './grpc.ts'
import { hex } from './hex.ts'
import { html } from './html.ts'
import { image } from './image.ts'
import { javascript } from './javascript.ts'
import { json } from './json.ts'
import { msgpack } from './msgpack.ts'
import { multipart } from './multipart.ts'
import { protobuf } from './protobuf.ts'
import { sse } from './sse.ts'
import { text } from './text.ts'
import { xml } from './xml.ts'

export const views: readonly View[] = [
  json,
  graphql,
  xml,
  html,
  javascript,
  css,
  form,
  multipart,
  sse,
  grpc,
  protobuf,
  msgpack,
  cbor,
  image,
  text,
  hex,
]

/** The view that is surest of itself. */
export function chooseView(type: ContentType, bytes: Uint8Array): View {
  let best: { view: View; sure: number } = { view: hex, sure: 0 }
  for (const view of views) {
    const sure = view.fits(type, bytes)
    if (sure > best.sure) best = { view, sure }
  }
  return best.view
}

export function viewByName(name: string): View | undefined {
  return views.find((view) => view.name === name)
}
