/** One large download, counted and thrown away. */
import { openConnection, requestBytes } from './connection.ts'
import { readUsage } from '../usage.ts'
import type { DownloadResult, Job } from './job.ts'

export async function runDownload(job: Extract<Job, { kind: 'download' }>): Promise<DownloadResult> {
  const socket = await openConnection(job.target)
  const before = readUsage(job.pid).cpu
  const startedAt = performance.now()
  await new Promise<void>((resolve, reject) => {
    // The length of the head is the only unknown: what follows it must be exactly the bytes asked for.
    let head = ''
    let total = 0
    socket.on('data', (chunk: Buffer) => {
      total += chunk.length
      if (!head.includes('\r\n\r\n')) {
        head += chunk.toString('latin1')
        const end = head.indexOf('\r\n\r\n')
        if (end === -1) return
        if (!head.startsWith('HTTP/1.1 200')) reject(new Error(`Expected status 200, got:\n${head.slice(0, 1000)}`))
        total -= end + 4
      }
      // A chunked answer has a little more; how much depends on the proxy's chunks.
      const finished = /transfer-encoding: chunked/i.test(head)
        ? total > job.bytes && chunk.subarray(-7).toString('latin1') === '\r\n0\r\n\r\n'
        : total === job.bytes
      if (finished) resolve()
    })
    socket.on('error', reject)
    socket.on('close', () => reject(new Error(`Expected ${job.bytes} bytes, got ${total} and then the end`)))
    socket.write(requestBytes(job.target, `/${job.content ?? 'download'}/${job.bytes}`))
  })
  const usage = readUsage(job.pid)
  socket.destroy()
  return { seconds: (performance.now() - startedAt) / 1000, cpu: usage.cpu - before, usage }
}
