import { type KeyboardEvent, useState } from 'react'

import { Field, inputStyle } from '~/components/form/Field'
import { FailureNote } from '~/components/state/FailureNote'
import { Button } from '~/components/ui/Button'
import type { Failure } from '~/domain/failure'
import { m } from '~/i18n/gen/messages'

import type { SourceProps } from './DocumentPicker'

interface Props extends SourceProps {
  failure: Failure | undefined
}

/** An address that the Control Plane fetches: the page itself may not call it. */
export function AddressSource({ read, isReading, faultsId, failure }: Props) {
  const [url, setUrl] = useState('')
  // What the server has against the address stands at its field; anything else is a failure of its own.
  const refusal = failure?.fields.find(({ pointer }) => pointer === '/url')?.detail
  const fetch = () => read({ url: url.trim() })
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || url.trim() === '') return
    // It stands inside the API's own form.
    event.preventDefault()
    fetch()
  }
  return (
    <>
      <Field
        name="openapi-url"
        label={m.openapi_address()}
        hint={m.openapi_address_hint()}
        error={isReading ? undefined : refusal}
      >
        {(input) => (
          <input
            {...input}
            aria-describedby={faultsId ?? input['aria-describedby']}
            type="url"
            autoComplete="off"
            spellCheck={false}
            value={url}
            onChange={({ target }) => setUrl(target.value)}
            onKeyDown={onKeyDown}
            className={`${inputStyle} font-mono text-sm`}
          />
        )}
      </Field>
      <div>
        <Button pending={isReading} disabled={url.trim() === ''} onClick={fetch}>
          {m.openapi_fetch()}
        </Button>
      </div>
      {failure && refusal === undefined && !isReading && (
        <FailureNote failure={failure} onRetry={fetch} />
      )}
    </>
  )
}
