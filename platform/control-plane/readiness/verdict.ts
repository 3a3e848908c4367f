/** What a check finds. It passes only on evidence; where the source did not answer, it does not know. */
export interface Verdict {
  state: 'pass' | 'fail' | 'unknown'
  /** What was asked and what came back, in words. */
  evidence: string
  /** When the source was asked, where that was not just now. */
  checkedAt?: Date
}

export const pass = (evidence: string): Verdict => ({ state: 'pass', evidence })
export const fail = (evidence: string): Verdict => ({ state: 'fail', evidence })
export const unknown = (evidence: string): Verdict => ({ state: 'unknown', evidence })
