/** The control API's public names. */
export { type Api, type ApiSource, startApi } from './listen.ts'
export { paths } from './routes.ts'
export { openToken, tokenFile } from './token.ts'
