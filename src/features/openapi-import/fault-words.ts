/** What is wrong with a document, in a sentence. */

import type { DocumentFault, FaultCode } from '~/domain/openapi/fault'
import { limits } from '~/domain/openapi/limits'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

const sentences: Record<FaultCode, (subject: string) => string> = {
  empty: () => m.openapi_fault_empty(),
  'too-large': () => m.openapi_fault_too_large({ size: formatNumber(limits.text / 1024 ** 2) }),
  'not-text': () => m.openapi_fault_not_text(),
  html: () => m.openapi_fault_html(),
  'no-document': () => m.openapi_fault_no_document(),
  version: (version) => m.openapi_fault_version({ version }),
  timeout: () => m.openapi_fault_timeout(),
  unreadable: () => m.openapi_fault_unreadable(),
  json: () => m.openapi_fault_json(),
  yaml: (detail) => m.openapi_fault_yaml({ detail }),
  duplicate: (name) => m.openapi_fault_duplicate({ name }),
  'too-deep': () => m.openapi_fault_too_deep({ depth: formatNumber(limits.depth) }),
  aliases: () => m.openapi_fault_aliases(),
  required: (name) => m.openapi_fault_required({ name }),
  unknown: (name) => m.openapi_fault_unknown({ name }),
  type: (type) => m.openapi_fault_type({ type }),
  value: (values) => m.openapi_fault_value({ values }),
  pattern: () => m.openapi_fault_pattern(),
  schema: () => m.openapi_fault_schema(),
}

export const faultWords = ({ code, subject }: DocumentFault): string => sentences[code](subject)
