/** What several views say before their rows. */

export function cutNote(cut: boolean): string[] {
  return cut ? ['only the beginning was kept (--max-body)'] : []
}
