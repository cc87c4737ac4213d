/** The option that all faults of the TLS handshake have: whose handshake it is that fails. */
export const tlsSide = {
  kind: 'choice',
  summary: 'Whose handshake fails: that of the client with us, or ours with the upstream.',
  choices: ['client', 'upstream'],
  default: 'client',
} as const
