import { type Control, useWatch } from 'react-hook-form'

import { ListField } from '~/components/form/ListField'
import { SelectField } from '~/components/form/SelectField'
import { SwitchField } from '~/components/form/SwitchField'
import { TextAreaField } from '~/components/form/TextAreaField'
import { TextField } from '~/components/form/TextField'
import { authTypes, type ContractForm, gatewayPath, protocols } from '~/domain/contract'
import { m } from '~/i18n/gen/messages'

import { authLabel } from './words'

interface Props {
  control: Control<ContractForm>
  /** The name is the gateway path's and stays what it was registered with. */
  isNew: boolean
}

/** The fields of a Universal API Contract, the same for registering and for editing. */
export function ContractFields({ control, isNew }: Props) {
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-[2fr_1fr]">
        <TextField
          control={control}
          name="apiName"
          label={m.apis_field_name()}
          hint={m.apis_field_name_hint()}
          mono
          readOnly={!isNew}
        />
        <TextField
          control={control}
          name="apiVersion"
          label={m.apis_field_version()}
          hint={m.apis_field_version_hint()}
          mono
        />
      </div>
      <PathPreview control={control} />
      <TextField
        control={control}
        name="displayName"
        label={m.apis_field_display_name()}
        optional={isNew}
      />
      <TextAreaField
        control={control}
        name="description"
        label={m.apis_field_description()}
        optional
      />
      <EndpointFields control={control} />
      <SwitchField control={control} name="portal.visible" label={m.apis_field_visible()} />
      <ListField
        control={control}
        name="portal.categories"
        label={m.apis_field_categories()}
        optional
      />
    </>
  )
}

function EndpointFields({ control }: Pick<Props, 'control'>) {
  return (
    <>
      <TextField
        control={control}
        name="endpoint.url"
        type="url"
        label={m.apis_field_url()}
        hint={m.apis_field_url_hint()}
        mono
      />
      <div className="grid gap-4 sm:grid-cols-3">
        <SelectField
          control={control}
          name="endpoint.method"
          label={m.apis_field_protocol()}
          options={protocols.map((value) => ({ value, label: value }))}
        />
        <TextField
          control={control}
          name="endpoint.timeout"
          label={m.apis_field_timeout()}
          hint={m.apis_field_timeout_hint()}
          mono
        />
        <SelectField
          control={control}
          name="auth.type"
          label={m.apis_field_auth()}
          options={authTypes.map((value) => ({ value, label: authLabel(value) }))}
        />
      </div>
    </>
  )
}

function PathPreview({ control }: { control: Control<ContractForm> }) {
  const [name, version] = useWatch({ control, name: ['apiName', 'apiVersion'] })
  const path = gatewayPath(name, version)
  return (
    <p className="rounded-md border border-line bg-sunken px-3 py-2 text-sm" aria-live="polite">
      <span className="text-muted">{m.apis_path_preview()}: </span>
      {path === undefined ? (
        <span className="text-faint">{m.apis_path_waits()}</span>
      ) : (
        <code>{path}/…</code>
      )}
    </p>
  )
}
