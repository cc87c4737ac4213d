/** The commands, in the order of the reference. A new one is one file and one line here. */
import { answer } from './answer.ts'
import { clear } from './clear.ts'
import type { Command } from './command.ts'
import { comment } from './comment.ts'
import { conditions } from './conditions.ts'
import { counts } from './counts.ts'
import { deleteExchanges } from './delete.ts'
import { drop } from './drop.ts'
import { duplicate } from './duplicate.ts'
import { edit } from './edit.ts'
import { exchange } from './exchange.ts'
import { exchanges } from './exchanges.ts'
import { faultAdd } from './fault-add.ts'
import { faultList } from './fault-list.ts'
import { intercept } from './intercept.ts'
import { latency } from './latency.ts'
import { loadHar } from './load-har.ts'
import { mark } from './mark.ts'
import { mockAdd } from './mock-add.ts'
import { mockFrom } from './mock-from.ts'
import { paused } from './paused.ts'
import { replay } from './replay.ts'
import { resumeAll } from './resume-all.ts'
import { resume } from './resume.ts'
import { ruleAdd } from './rule-add.ts'
import { ruleList } from './rule-list.ts'
import { ruleMove } from './rule-move.ts'
import { ruleRemove } from './rule-remove.ts'
import { ruleReplace } from './rule-replace.ts'
import { ruleToggle } from './rule-toggle.ts'
import { ruleUndo } from './rule-undo.ts'
import { saveBody } from './save-body.ts'
import { saveHar } from './save-har.ts'
import { send } from './send.ts'
import { shutdown } from './shutdown.ts'
import { tag } from './tag.ts'
import { throttle } from './throttle.ts'
import { version } from './version.ts'

export const commands: readonly Command[] = [
  exchanges,
  exchange,
  replay,
  duplicate,
  send,
  mark,
  tag,
  comment,
  saveBody,
  saveHar,
  loadHar,
  deleteExchanges,
  clear,
  intercept,
  paused,
  edit,
  resume,
  resumeAll,
  drop,
  answer,
  ruleList,
  ruleAdd,
  ruleReplace,
  ruleToggle,
  ruleMove,
  ruleRemove,
  ruleUndo,
  faultAdd,
  faultList,
  mockAdd,
  mockFrom,
  throttle,
  latency,
  conditions,
  counts,
  version,
  shutdown,
] as never
