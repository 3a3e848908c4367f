/** What every Node service of the local platform shares: one way to start and to end. */

export interface Service {
  /** Stops taking work, finishes what was accepted, closes files. Called once. */
  stop(): Promise<void>
}

/** A stop that takes longer than this is ended by force (security.md R26: exit within 5 s). */
const STOP_LIMIT_MS = 4_500

/**
 * Starts a service and ends it on SIGTERM, SIGINT, or when the launcher that holds its IPC channel is gone
 * (so that a killed launcher leaves no orphan).
 * @param name shown in the message when the start fails
 * @param start resolves when the service accepts work; a rejection is printed in one line and ends the process with 1
 */
export async function runService(name: string, start: () => Promise<Service>): Promise<void> {
  let service: Service
  try {
    service = await start()
  } catch (error) {
    process.stderr.write(`${name}: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  }
  let isStopping = false
  const end = () => {
    if (isStopping) return
    isStopping = true
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref()
    void service.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
  process.on('disconnect', end)
  process.send?.({ ready: true })
}
