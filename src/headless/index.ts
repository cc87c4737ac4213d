/** The headless faces' public names. */
export { startFace, type FaceKind } from './face.ts'
export { type FaceOutput } from './outlet.ts'
export { type Advice } from './advice.ts'
export { type FaceSource } from './voice.ts'
