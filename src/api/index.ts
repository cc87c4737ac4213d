/** The control API's public names. */
export { type Api, startApi } from './listen.ts'
export { openToken, tokenFile } from './token.ts'
