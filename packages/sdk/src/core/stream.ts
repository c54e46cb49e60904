import type { LifecycleEvent, LifecycleListener } from './lifecycle.js'

/** Runs a task that reports what happens, and offers the reports both to a listener and to a loop. */
export function toEventStream<Result>(
  listener: LifecycleListener | undefined,
  task: (on: LifecycleListener) => Promise<Result>,
): Promise<Result> & AsyncIterable<LifecycleEvent> {
  const events: LifecycleEvent[] = []
  let ended = false
  let wake = (): void => {}
  const promise = task((event) => {
    events.push(event)
    wake()
    listener?.(event)
  }).finally(() => {
    ended = true
    wake()
  })

  async function* iterate(): AsyncGenerator<LifecycleEvent, void> {
    // Whoever loops sees the failure as the last event, and need not await the promise as well.
    promise.catch(() => {})
    let index = 0
    for (;;) {
      const event = events[index]
      if (event) {
        index++
        yield event
      } else if (ended) return
      else
        await new Promise<void>((resolve) => {
          const before = wake
          wake = () => {
            before()
            resolve()
          }
        })
    }
  }
  return Object.assign(promise, { [Symbol.asyncIterator]: iterate })
}
