/** The name under which Middlebox itself answers, as an origin: it is never dialled (`.test` is nobody's, RFC 6761 §6.2). */
export const originHost = 'middlebox.test'
