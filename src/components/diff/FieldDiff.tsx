import type { FieldChange } from '~/domain/field-diff'
import { m } from '~/i18n/gen/messages'
import { fieldName, shownValue } from './shown-value'
import { SidesTable } from './SidesTable'

interface Props {
  changes: readonly FieldChange[]
  /** What a field is called on screen, where it has a name there. */
  labelOf?: (pointer: string) => string | undefined
}

/** What changes, field by field. Secrets are never shown. */
export function FieldDiff({ changes, labelOf }: Props) {
  if (changes.length === 0) return <p className="text-muted">{m.editor_diff_none()}</p>
  return (
    <SidesTable
      caption={m.editor_diff_caption()}
      heads={{
        field: m.editor_diff_field(),
        left: m.editor_diff_before(),
        right: m.editor_diff_after(),
      }}
      tones={{ left: 'bad', right: 'ok' }}
      rows={changes.map(({ pointer, before, after }) => ({
        id: pointer,
        field: labelOf?.(pointer) ?? nameOf(pointer),
        left: shown(pointer, before),
        right: shown(pointer, after),
      }))}
    />
  )
}

const nameOf = (pointer: string) => (pointer === '' ? m.editor_diff_whole() : fieldName(pointer))
const shown = (pointer: string, value: unknown) =>
  shownValue(pointer, value, m.editor_diff_secret())
