import { useFormState, useWatch, type UseFormReturn } from 'react-hook-form'

import { Fault } from '~/components/form/Field'
import { Button } from '~/components/ui/Button'
import { Name } from '~/components/ui/Name'
import { Tabs } from '~/components/ui/Tabs'
import {
  configOf,
  isReadable,
  isTyped,
  jsonFaults,
  jsonOf,
  type PolicyForm,
  withJson,
} from '~/domain/policy-form'
import { CodeEditor } from '~/features/code/CodeEditor'
import { m } from '~/i18n/gen/messages'

import { ConfigFields } from './ConfigFields'
import { configFaultText, isKnownType, saying } from './words'

export type ConfigView = 'form' | 'json'

interface Props {
  form: UseFormReturn<PolicyForm>
  view: ConfigView
  onView: (view: ConfigView) => void
  /** Members of the config that came from the server, kept although they have no rule here. */
  known: readonly string[]
}

/** The rule itself: as fields or as JSON, each the other's mirror, and in words below. */
export function ConfigEditor(props: Props) {
  const { form, view, onView } = props
  // The form's defaults are whole, so what is watched is whole.
  const values = useWatch({ control: form.control }) as PolicyForm
  const json = <JsonText {...props} values={values} />
  return (
    <div className="flex min-w-0 flex-col gap-3">
      {isTyped(values.policy_type) ? (
        <Tabs
          label={m.policies_rule()}
          value={view}
          onChange={(id) => onView(id === 'json' ? 'json' : 'form')}
          tabs={[
            {
              id: 'form',
              label: m.policies_view_form(),
              render: () => <Fields form={form} values={values} onView={onView} />,
            },
            { id: 'json', label: m.policies_view_json(), render: () => json },
          ]}
        />
      ) : (
        json
      )}
      <Sentence values={values} />
    </div>
  )
}

interface FieldsProps {
  form: UseFormReturn<PolicyForm>
  values: PolicyForm
  onView: (view: ConfigView) => void
}

/** As long as the text cannot be read, the fields do not know what it means: they wait. */
function Fields({ form, values, onView }: FieldsProps) {
  const type = values.policy_type
  if (!isTyped(type)) return null
  if (isReadable(values)) return <ConfigFields key={type} control={form.control} type={type} />
  return (
    <div className="flex flex-col gap-3 rounded-md border border-warn-line bg-warn-soft px-3 py-2.5">
      <p className="text-warn">{m.policies_json_unread()}</p>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => onView('json')}>
          {m.policies_json_mend()}
        </Button>
        <Button
          size="sm"
          onClick={() => {
            const { [type]: dropped, ...others } = values.text
            form.setValue('text', others, { shouldDirty: dropped !== undefined })
          }}
        >
          {m.policies_json_drop()}
        </Button>
      </div>
    </div>
  )
}

function JsonText({ form, values, known }: Props & { values: PolicyForm }) {
  const { errors } = useFormState({ control: form.control, name: 'text' })
  const fault = errors.text?.['message']
  const change = (text: string) => {
    const { config, rest, text: typed } = withJson(form.getValues(), text)
    const options = { shouldDirty: true }
    form.setValue('config', config, options)
    form.setValue('rest', rest, options)
    form.setValue('text', typed, options)
    form.clearErrors(['config', 'text'])
  }
  return (
    <div data-field="text" data-label={m.policies_field_json()} className="flex flex-col gap-1">
      <span className="font-medium">{m.policies_field_json()}</span>
      <CodeEditor
        label={m.policies_field_json()}
        language="json"
        value={jsonOf(values)}
        onChange={change}
        faults={jsonFaults(values, known).map((found) => ({
          line: found.line,
          message: configFaultText(values.policy_type, found),
        }))}
      />
      {typeof fault === 'string' && <Fault id="policy-json-fault">{fault}</Fault>}
    </div>
  )
}

const nothingSaid = (type: string) =>
  isKnownType(type) ? m.policies_says_nothing() : m.policies_says_unknown()

/** What the rule will do, while it is typed. */
function Sentence({ values }: { values: PolicyForm }) {
  const says = isReadable(values) ? saying(values.policy_type, configOf(values)) : undefined
  return (
    <output
      aria-label={m.policies_says()}
      className="block rounded-md border border-line bg-sunken px-3 py-2"
    >
      <Name value={says ?? nothingSaid(values.policy_type)} />
    </output>
  )
}
