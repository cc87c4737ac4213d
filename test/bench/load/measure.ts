/** The window in which a load is counted: first a warm-up, then counting with the clock and the CPU meter running. */
import { readUsage } from '../usage.ts'
import type { Usage } from '../usage.ts'
import { percentile } from '../statistics.ts'
import type { RequestsResult } from './job.ts'

const nobody: Usage = { cpu: 0, resident: 0, peak: 0 }

/** More latencies than this in one window add nothing to a percentile. */
const keptLatencies = 200_000

export class Window {
  /** False once the load is to stop. */
  open = true
  readonly #pid: number
  readonly #count: number
  #counting = false
  #done = 0
  #startedAt = 0
  #cpuAtStart = 0
  #latencies: number[] = []
  #longest = 0
  #finish: (result: RequestsResult) => void = () => undefined
  #fail: (error: unknown) => void = () => undefined
  readonly result: Promise<RequestsResult>

  constructor(pid: number, warmMs: number, measureMs: number, count = Number.POSITIVE_INFINITY) {
    this.#pid = pid
    this.#count = count
    this.result = new Promise((resolve, reject) => {
      this.#finish = resolve
      this.#fail = reject
    })
    if (warmMs === 0) this.#begin(measureMs)
    else setTimeout(() => this.#begin(measureMs), warmMs)
  }

  /** Counts one answer; `ms` is how long it took. */
  done(ms: number): void {
    if (!this.#counting) return
    this.#done++
    if (ms > this.#longest) this.#longest = ms
    if (this.#latencies.length < keptLatencies) this.#latencies.push(ms)
    if (this.#done >= this.#count) this.#end()
  }

  fail(error: unknown): void {
    this.open = false
    this.#fail(error)
  }

  #begin(measureMs: number): void {
    this.#cpuAtStart = this.#usage().cpu
    this.#startedAt = performance.now()
    this.#counting = true
    setTimeout(() => this.#end(), measureMs).unref()
  }

  #end(): void {
    if (!this.#counting) return
    this.#counting = false
    this.open = false
    const usage = this.#usage()
    this.#finish({
      requests: this.#done,
      seconds: (performance.now() - this.#startedAt) / 1000,
      cpu: usage.cpu - this.#cpuAtStart,
      usage,
      p50: percentile(this.#latencies, 0.5),
      p99: percentile(this.#latencies, 0.99),
      longest: this.#longest,
    })
  }

  #usage(): Usage {
    if (this.#pid === 0) return nobody
    try {
      return readUsage(this.#pid)
    } catch (error) {
      this.fail(error)
      return nobody
    }
  }
}
