import { explainLogged } from '~/domain/verdict'
import { verdictSentence } from '~/features/test-call/verdict-words'

/** What became of a call that the gateway has logged, in words. @param reason absent where it let the call through */
export const callOutcome = (status: number, reason: string | null = null): string =>
  verdictSentence(explainLogged({ status, reason }), { status, timeout: undefined })
