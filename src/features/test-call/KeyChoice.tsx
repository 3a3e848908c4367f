import { type Control, type FieldPath, type FieldValues, useWatch } from 'react-hook-form'

import { PasteField } from '~/components/form/PasteField'
import { SelectField } from '~/components/form/SelectField'
import { FailureNote } from '~/components/state/FailureNote'
import { Button } from '~/components/ui/Button'
import type { KeyFields } from '~/domain/call'
import { Failure } from '~/domain/failure'
import { keyFault } from '~/domain/key-form'
import { formatClock } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import type { TestKeySource } from './called-api'
import { keyFaults } from './words'

interface Props<Values extends FieldValues & KeyFields> {
  control: Control<Values>
  testKey: TestKeySource | undefined
  /** Where a key is to be pasted, one has to be. */
  isRequired?: boolean
}

/** Which key the call carries. */
export function KeyChoice<Values extends FieldValues & KeyFields>({
  control,
  testKey,
  isRequired = false,
}: Props<Values>) {
  // Every such form has these two; of a type that is still open the compiler cannot know.
  const [sourceName, keyName] = ['keySource', 'apiKey'] as [FieldPath<Values>, FieldPath<Values>]
  const source: KeyFields['keySource'] = useWatch({ control, name: sourceName })
  const pasted: string = useWatch({ control, name: keyName })
  const fault = keyFault(pasted.trim())
  return (
    <div className="flex flex-col gap-3">
      <SelectField
        control={control}
        name={sourceName}
        label={m.call_which_key()}
        options={[
          { value: 'pasted', label: m.call_key_pasted() },
          ...(testKey && testKey.disabledBecause === undefined
            ? [{ value: 'test', label: m.call_key_test() }]
            : []),
          { value: 'none', label: m.call_key_none() },
        ]}
        {...(testKey?.disabledBecause !== undefined && { hint: testKey.disabledBecause })}
      />
      {source === 'pasted' && (
        <>
          <PasteField
            control={control}
            name={keyName}
            label={m.call_key()}
            hint={m.call_key_hint()}
            optional={!isRequired}
          />
          {fault !== undefined && (
            <p className="text-sm text-warn" aria-live="polite">
              {keyFaults[fault]()}
            </p>
          )}
        </>
      )}
      {source === 'test' && testKey && <TestKeyState testKey={testKey} />}
    </div>
  )
}

/** What is made, until when it lives, and that it is gone: never the key itself. */
function TestKeyState({ testKey }: { testKey: TestKeySource }) {
  const { state, endsAt, endedAt, failure } = testKey
  return (
    <div className="flex flex-col gap-2 text-sm" aria-live="polite">
      <p className="text-muted">{m.call_test_key_about()}</p>
      {state === 'held' && endsAt !== undefined && (
        <p className="flex flex-wrap items-center gap-2">
          <span>{m.call_test_key_held({ time: formatClock(endsAt) })}</span>
          <Button size="sm" onClick={() => testKey.end()}>
            {m.call_test_key_end()}
          </Button>
        </p>
      )}
      {state === 'none' && endedAt !== undefined && (
        <p>{m.call_test_key_ended({ time: formatClock(Date.parse(endedAt)) })}</p>
      )}
      {failure instanceof Failure && <FailureNote failure={failure} />}
    </div>
  )
}
