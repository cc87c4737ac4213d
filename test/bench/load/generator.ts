/** The load generator: a process of its own that runs one job at a time, as its parent asks. */
import { runDownload } from './download.ts'
import { runRequests } from './requests.ts'
import { runTunnels } from './tunnels.ts'
import { runVisits } from './visits.ts'
import { runWebSocket } from './websocket.ts'
import type { Job, JobResult } from './job.ts'

function run(job: Job): Promise<JobResult[keyof JobResult]> {
  switch (job.kind) {
    case 'requests':
      return runRequests(job)
    case 'download':
      return runDownload(job)
    case 'websocket':
      return runWebSocket(job)
    case 'visits':
      return runVisits(job)
    case 'tunnels':
      return runTunnels(job)
  }
}

process.on('message', (job: Job) => {
  run(job).then(
    (result) => process.send?.({ result }),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.message : String(error) }),
  )
})
process.on('disconnect', () => process.exit(0))
