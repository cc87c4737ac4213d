/** One piece of work in a thread of its own: a question, an answer, and an end to it when it takes too long. */
import type { Clock } from './clock.ts'
import { startWorker, workerSide } from './worker.ts'

type Said = { value: unknown } | { error: string }

/** Runs a module that calls `serveWork`. @throws Error with the words of the one in the thread */
export function work(entry: URL, question: unknown, limit: number, clock: Clock): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const settle = (run: () => void): void => {
      timer.stop()
      void worker.end()
      run()
    }
    const worker = startWorker(entry, question, {
      message: (said) =>
        settle(() =>
          'error' in (said as Said)
            ? reject(new Error((said as { error: string }).error))
            : resolve((said as { value: unknown }).value),
        ),
      output: () => {},
      ended: (why) => settle(() => reject(new Error(`it ${why}`))),
    })
    const timer = clock.after(limit, () => settle(() => reject(new Error(`it took more than ${limit / 1000} s`))), true)
  })
}

/** In the thread: answers what it was started with. What `moves` of the answer crosses without a copy. */
export async function serveWork<T>(
  answer: (question: unknown) => T | Promise<T>,
  moves: (value: T) => readonly ArrayBuffer[] = () => [],
): Promise<void> {
  const { data, post } = workerSide()
  try {
    const value = await answer(data)
    post({ value } satisfies Said, moves(value))
  } catch (error) {
    post({ error: error instanceof Error ? error.message : String(error) } satisfies Said)
  }
}
