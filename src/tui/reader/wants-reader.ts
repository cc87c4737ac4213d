/** Whether somebody listens instead of looking: the variable that Ink has for it. */

export function wantsReader(env: Readonly<Record<string, string | undefined>>): boolean {
  return /^(1|true|yes|on)$/i.test(env['INK_SCREEN_READER'] ?? '')
}
