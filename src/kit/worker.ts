/** The door to worker threads: a module of ours that runs beside the proxy and can be ended, whatever it is doing. */
import { MessageChannel, type MessagePort, Worker, receiveMessageOnPort, workerData } from 'node:worker_threads'

export interface WorkerThread {
  post(message: unknown): void
  /** Bytes in use, heap and buffers; undefined when it has ended. */
  memory(): Promise<number | undefined>
  end(): Promise<void>
}

export type WorkerEars = {
  message(message: unknown): void
  /** What it wrote to stdout and stderr. */
  output(text: string): void
  /** It is over, and why, as the end of "it …"; not called after `end`. */
  ended(why: string): void
}

/**
 * V8's own limit. It ends the thread where small objects fill the heap, but an allocation larger than what is left ends the
 * process (Node 24.21): whoever starts a thread for unknown code looks at `memory` long before this is reached.
 */
const resourceLimits = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 32 }

/** The module beside another, in the language that one is in: source when run from source, built otherwise. */
export function moduleBeside(url: string, name: string): URL {
  return new URL(name + (url.endsWith('.ts') ? '.ts' : '.js'), url)
}

export function startWorker(entry: URL, data: unknown, ears: WorkerEars): WorkerThread {
  const { port1: port, port2 } = new MessageChannel()
  const worker = new Worker(entry, {
    workerData: { port: port2, data },
    transferList: [port2],
    resourceLimits,
    stdout: true,
    stderr: true,
    execArgv: [],
  })
  // Whoever waits for it keeps the process alive, with a timer.
  worker.unref()
  let over = false
  let error: Error | undefined
  const finish = (why: string): void => {
    // Its last words may still be on their way.
    for (let left = receiveMessageOnPort(port); left !== undefined && !over; left = receiveMessageOnPort(port))
      ears.message(left.message)
    if (over) return
    over = true
    port.close()
    ears.ended(why)
  }
  port.on('message', (message: unknown) => over || ears.message(message))
  port.unref()
  for (const stream of [worker.stdout, worker.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => ears.output(text))
  worker.on('error', (thrown: Error) => void (error = thrown))
  worker.on('exit', (code) => finish(error === undefined ? `ended itself with code ${code}` : reasonOf(error)))
  return {
    post: (message) => over || port.postMessage(message),
    memory: () => (over ? Promise.resolve(undefined) : memoryOf(worker)),
    async end() {
      over = true
      port.close()
      await worker.terminate()
    },
  }
}

function reasonOf(error: NodeJS.ErrnoException): string {
  return error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'used up its memory' : `failed: ${String(error.message ?? error)}`
}

async function memoryOf(worker: Worker): Promise<number | undefined> {
  try {
    const { total_heap_size, external_memory } = await worker.getHeapStatistics()
    // A counter of 32 bits in some versions: what passes 2 GiB comes back negative.
    return total_heap_size + (external_memory < 0 ? external_memory + 2 ** 32 : external_memory)
  } catch {
    return undefined
  }
}

export type WorkerSide = {
  data: unknown
  /** What is `moved` crosses without a copy, and is gone here. */
  post(message: unknown, moved?: readonly ArrayBuffer[]): void
  hear(listen: (message: unknown) => void): void
}

/** The other end, asked for once, in the worker. What user code finds in `workerData` afterwards leads nowhere. */
export function workerSide(): WorkerSide {
  const given = workerData as { port?: MessagePort; data?: unknown }
  const { port, data } = given
  delete given.port
  delete given.data
  if (port === undefined) throw new Error('this module runs in a worker thread')
  return {
    data,
    post(message, moved = []) {
      port.postMessage(message, moved)
    },
    hear: (listen) => void port.on('message', listen),
  }
}

/** Hears what nobody caught in this thread, which then goes on. */
export function onUncaught(listen: (error: unknown) => void): void {
  process.on('uncaughtException', listen)
  process.on('unhandledRejection', listen)
}
