/** The same change made to many rows: a few at a time, each with its own result, stopped and tried again at will. */

/** How many are under way at a time: quick, and far from what one person may ask of the server. */
const AT_A_TIME = 6
/** How often one row waits for a server that asks for patience before it counts as failed. */
const MOST_WAITS = 5
/** The page is told this often at most. */
const TELL_MS = 100

export type Outcome = { state: 'done' } | { state: 'failed'; error: Error } | { state: 'left' }

export interface BulkState<Row> {
  stage: 'reading' | 'unread' | 'ready' | 'running' | 'ended'
  /** Rows read so far, while it is being found out who is meant. */
  read: number
  /** Why it could not be found out. */
  error: Error | undefined
  rows: readonly Row[]
  done: number
  failed: number
}

export interface BulkWork<Row> {
  /** Who is meant. @param onRead is told how many have been read */
  read: (signal: AbortSignal, onRead: (count: number) => void) => Promise<readonly Row[]>
  /** Changes one row and verifies it; throws what went wrong. */
  act: (row: Row, reason: string | undefined) => Promise<unknown>
  /** Something may have changed: what is shown has to be asked for again. */
  onEnd: () => void
}

/** One such change, from finding out who is meant to the last result; a store for `useSyncExternalStore`. */
export class BulkRun<Row> {
  private readonly work: BulkWork<Row>
  private readonly listeners = new Set<() => void>()
  private outcomes = new Map<Row, Outcome>()
  private stopper = new AbortController()
  private timer: ReturnType<typeof setTimeout> | undefined
  private state: BulkState<Row> = {
    stage: 'reading',
    read: 0,
    error: undefined,
    rows: [],
    done: 0,
    failed: 0,
  }

  constructor(work: BulkWork<Row>) {
    this.work = work
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  snapshot = (): BulkState<Row> => this.state

  outcomeOf(row: Row): Outcome {
    return this.outcomes.get(row) ?? { state: 'left' }
  }

  /** Finds out who is meant. */
  async prepare(): Promise<void> {
    this.stopper = new AbortController()
    this.change({ stage: 'reading', read: 0, error: undefined })
    try {
      const rows = await this.work.read(this.stopper.signal, (read) => this.change({ read }))
      this.change({ stage: 'ready', rows })
    } catch (error) {
      this.change({ stage: 'unread', error: asError(error) })
    }
  }

  /** Makes the change to these rows. @param reason kept with each of them */
  async start(rows: readonly Row[], reason: string | undefined): Promise<void> {
    this.stopper = new AbortController()
    const waiting = [...rows]
    for (const row of rows) this.outcomes.delete(row)
    this.change({ stage: 'running', rows: this.rowsWith(rows), ...this.counted() })
    const lanes = Array.from({ length: AT_A_TIME }, () => this.lane(waiting, reason))
    await Promise.all(lanes)
    clearTimeout(this.timer)
    this.timer = undefined
    this.change({ stage: 'ended', ...this.counted() })
    this.work.onEnd()
  }

  /** Nothing new is begun; what is under way comes to its end. */
  stop(): void {
    this.stopper.abort()
  }

  /** The first start decides which rows it is about; a retry is about some of them. */
  private rowsWith(rows: readonly Row[]): readonly Row[] {
    return this.state.stage === 'ready' ? rows : this.state.rows
  }

  private async lane(waiting: Row[], reason: string | undefined): Promise<void> {
    for (;;) {
      const row = this.stopper.signal.aborted ? undefined : waiting.shift()
      if (row === undefined) return
      this.outcomes.set(row, await this.patiently(row, reason))
      this.timer ??= setTimeout(() => {
        this.timer = undefined
        this.change(this.counted())
      }, TELL_MS)
    }
  }

  private async patiently(row: Row, reason: string | undefined): Promise<Outcome> {
    for (let waits = 0; ; waits++) {
      try {
        await this.work.act(row, reason)
        return { state: 'done' }
      } catch (error) {
        const wait = waitAskedBy(error)
        if (wait === undefined || waits >= MOST_WAITS || this.stopper.signal.aborted)
          return { state: 'failed', error: asError(error) }
        await new Promise((resolve) => setTimeout(resolve, wait))
      }
    }
  }

  private counted(): Pick<BulkState<Row>, 'done' | 'failed'> {
    let [done, failed] = [0, 0]
    for (const { state } of this.outcomes.values()) {
      if (state === 'done') done += 1
      if (state === 'failed') failed += 1
    }
    return { done, failed }
  }

  private change(part: Partial<BulkState<Row>>): void {
    this.state = { ...this.state, ...part }
    for (const listener of this.listeners) listener()
  }
}

/** Milliseconds that a server asked to wait, of a Failure of the kind `limited`. */
function waitAskedBy(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('retryAfterMs' in error)) return undefined
  return typeof error.retryAfterMs === 'number' ? error.retryAfterMs : undefined
}

const asError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)))
