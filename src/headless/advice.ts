/** The command lines that a face tells people to type. */

/** What to type, here and now: it depends on where we were started and where we listen. */
export type Advice = {
  /** Brings the programs of a shell to the forward listener and makes them trust the CA. */
  env: string
  /** Puts the CA among those that this machine trusts. */
  trust: string
  doctor: string
}

export const plainAdvice: Advice = {
  env: 'eval "$(middlebox ca env)"',
  trust: 'middlebox ca trust',
  doctor: 'middlebox doctor',
}

/** Why nothing came through, where something was expected. */
export function explainNothing({ doctor }: Advice): string {
  return `no client used the proxy; ${doctor} tells which would`
}
