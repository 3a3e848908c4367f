import { FieldDiff } from '~/components/diff/FieldDiff'
import { DiffView } from '~/components/editor/DiffView'
import { fieldDiff } from '~/domain/field-diff'
import { editable } from '~/domain/policy'
import { isReadable, jsonOf, type PolicyForm } from '~/domain/policy-form'
import { m } from '~/i18n/gen/messages'

interface Props {
  mine: PolicyForm
  theirs: PolicyForm
}

/** Somebody else saved first: what was typed here beside what stands there now, the rule as JSON. */
export function StalePolicy({ mine, theirs }: Props) {
  const { config: ours, ...own } = editable(mine)
  const { config: others, ...current } = editable(theirs)
  const changes = fieldDiff(current, own)
  const isSame = isReadable(mine) && fieldDiff(others, ours).length === 0
  return (
    <div className="flex flex-col gap-2">
      <p>{m.policies_stale_sides()}</p>
      {changes.length > 0 && <FieldDiff changes={changes} />}
      {isSame ? (
        <p className="text-muted">{m.policies_stale_same_rule()}</p>
      ) : (
        <DiffView
          label={m.policies_stale_diff()}
          language="json"
          before={jsonOf(theirs)}
          after={jsonOf(mine)}
        />
      )}
    </div>
  )
}
