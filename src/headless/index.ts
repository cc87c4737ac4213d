/** The headless faces' public names. */
export { startFace, type FaceKind } from './face.ts'
export { createEventLines } from './event-lines.ts'
export { lastWords } from './last-words.ts'
export { printRecorded } from './recorded.ts'
export { type FaceOutput } from './outlet.ts'
export { type Advice } from './advice.ts'
export { type FaceSource } from './voice.ts'
