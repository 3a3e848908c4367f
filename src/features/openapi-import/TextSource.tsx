import { useState } from 'react'

import { Field, inputStyle } from '~/components/form/Field'
import { Button } from '~/components/ui/Button'
import { m } from '~/i18n/gen/messages'

import type { SourceProps } from './DocumentPicker'

/** A pasted text. Not the code editor: a text of megabytes must not be coloured while it is pasted. */
export function TextSource({ read, isReading, faultsId }: SourceProps) {
  const [text, setText] = useState('')
  return (
    <>
      <Field name="openapi-text" label={m.openapi_text()} hint={m.openapi_text_hint()}>
        {(input) => (
          <textarea
            {...input}
            aria-invalid={faultsId === undefined ? undefined : true}
            aria-describedby={faultsId ?? input['aria-describedby']}
            value={text}
            rows={8}
            spellCheck={false}
            onChange={({ target }) => setText(target.value)}
            className={`${inputStyle} max-h-80 resize-y font-mono text-sm`}
          />
        )}
      </Field>
      <div>
        <Button pending={isReading} disabled={text === ''} onClick={() => read({ content: text })}>
          {m.openapi_read()}
        </Button>
      </div>
    </>
  )
}
