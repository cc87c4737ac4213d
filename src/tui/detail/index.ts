/** The tabs in the order of their keys, the comparison of two, and the pages of what is no exchange. */
import { compareView } from './compare.ts'
import { diffTab } from './diff.ts'
import { messagesTab } from './messages.ts'
import { requestTab } from './request.ts'
import { responseTab } from './response.ts'
import type { CompareView, DetailTab } from './tab.ts'
import { timingTab } from './timing.ts'
import { tlsTab } from './tls.ts'
import { whyTab } from './why.ts'

export const detailTabs: readonly DetailTab[] = [
  requestTab,
  responseTab,
  diffTab,
  timingTab,
  messagesTab,
  tlsTab,
  whyTab,
]
export const compare: CompareView = compareView
export { asideLines } from './aside.ts'
export type { DetailTab, TabPage, TabView } from './tab.ts'
