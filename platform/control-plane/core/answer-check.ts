/** In tests and with VALIDATE_ANSWERS=true: is the answer what the contract says? */
import type { OperationDescription } from './contract-document.ts'
import type { Check } from './schema-check.ts'
import { checkOf } from './schema-check.ts'

/** Throws when an answer has a status, content type or body that the contract does not describe. */
export type AnswerCheck = (response: Response) => Promise<void>

/** Compiles the check of one operation's answers. */
export function answerCheckOf({ id, answers }: OperationDescription): AnswerCheck {
  const checks = new Map<string, Map<string, Check>>()
  for (const [status, { content }] of Object.entries(answers)) {
    const byType = Object.entries(content ?? {}).map(
      ([type, { schema }]) => [type, checkOf(schema ?? {}, 'answer')] as const,
    )
    checks.set(status, new Map(byType))
  }
  return async (response) => {
    const place = `the answer ${response.status} of ${id}`
    const byType = checks.get(String(response.status)) ?? checks.get('default')
    if (!byType) throw new Error(`${place} is not in the contract`)
    const [type = ''] = (response.headers.get('content-type') ?? '').split(';')
    if (type === '') {
      if (byType.size > 0) throw new Error(`${place} has no content`)
      return
    }
    const check = byType.get(type)
    if (!check) throw new Error(`${place} has the content type ${type}`)
    if (!type.endsWith('json')) return
    const faults = check(await response.clone().json())
    if (faults.length > 0) throw new Error(`${place}: ${JSON.stringify(faults)}`)
  }
}
