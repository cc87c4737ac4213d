/** Texts that were typed and could not be used, until they are: an editor that opens again has what was left in it. */
import type { App } from './app.ts'

export type KeptText = { readonly text: string; readonly problem: string }

/** Enough for whoever comes back to one of them. */
const most = 20

const kept = new WeakMap<App, Map<string, KeptText>>()

/** `about` names what was edited. */
export function keepText(app: App, about: string, text: KeptText | undefined): void {
  const texts = kept.get(app) ?? new Map<string, KeptText>()
  kept.set(app, texts)
  texts.delete(about)
  if (text !== undefined) texts.set(about, text)
  if (texts.size > most) texts.delete(texts.keys().next().value!)
}

export function keptText(app: App, about: string): KeptText | undefined {
  return kept.get(app)?.get(about)
}
