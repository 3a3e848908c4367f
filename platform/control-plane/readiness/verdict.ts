/** What stands in the sentence that a console has for a code. */
export type Facts = Readonly<Record<string, string | number>>

/** What a check finds. It passes only on evidence; where the source did not answer, it does not know. */
export interface Verdict {
  state: 'pass' | 'fail' | 'unknown'
  /** What was asked and what came back, in words. */
  evidence: string
  /** The same for a reader of another language: which sentence it is, and what stands in it. */
  code: string
  facts: Facts
  /** When the source was asked, where that was not just now. */
  checkedAt?: Date
}

const verdict =
  (state: Verdict['state']) =>
  (evidence: string, code: string, facts: Facts = {}): Verdict => ({ state, evidence, code, facts })

export const pass = verdict('pass')
export const fail = verdict('fail')
export const unknown = verdict('unknown')
