/** The rows, in the order they run and are printed. */
import { latency, throttle } from './conditions.ts'
import { download, downloadMitm } from './download.ts'
import { firstVisit } from './first-visit.ts'
import { forward } from './forward.ts'
import { idleIntercepted, idleOpaque } from './idle.ts'
import { flatness, memory } from './memory.ts'
import { mitm } from './mitm.ts'
import { newTls } from './new-tls.ts'
import { balance, reverse } from './reverse.ts'
import { mock, rules } from './rules.ts'
import type { Row } from './row.ts'
import { listening, version } from './start-up.ts'
import { tui, tuiFilter, tuiKeys, tuiStart } from './tui.ts'
import { tuiJson } from './tui-json.ts'
import { tuiMemory } from './tui-memory.ts'
import { websocket, websocketMitm } from './websocket.ts'

export const rows: readonly Row[] = [
  forward,
  mitm,
  newTls,
  firstVisit,
  download,
  downloadMitm,
  websocket,
  websocketMitm,
  reverse,
  balance,
  rules,
  mock,
  throttle,
  latency,
  memory,
  flatness,
  idleOpaque,
  idleIntercepted,
  version,
  listening,
  tui,
  tuiKeys,
  tuiStart,
  tuiFilter,
  tuiJson,
  tuiMemory,
]
