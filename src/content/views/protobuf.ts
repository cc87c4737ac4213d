/** Protocol Buffers, without a schema. */
import type { ContentType, View } from '../document.ts'
import { lazyDocument } from '../lazy-document.ts'
import { cutNote } from '../notes.ts'
import { protobufReader } from '../protobuf-reader.ts'
import { treeScanner } from '../tree-scanner.ts'

export const protobuf: View = {
  name: 'protobuf',
  label: 'Protocol Buffers',
  fits: ({ mime }: ContentType) =>
    /^application\/(x-|vnd\.google\.|x-google-)?(protobuf|protobuffer|proto)$|\+(proto|protobuf)$/.test(mime) &&
    !mime.startsWith('application/grpc')
      ? 0.9
      : 0,
  open: (bytes, { cut }) =>
    Promise.resolve(
      lazyDocument(treeScanner(bytes, protobufReader(bytes), cut), ['read without a schema', ...cutNote(cut)]),
    ),
}
