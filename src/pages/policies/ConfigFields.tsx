import type { Control } from 'react-hook-form'

import { KeyValueField } from '~/components/form/KeyValueField'
import { ListField } from '~/components/form/ListField'
import { NumberField } from '~/components/form/NumberField'
import { SwitchField } from '~/components/form/SwitchField'
import { TextField } from '~/components/form/TextField'
import type { PolicyForm, TypedPolicy } from '~/domain/policy-form'
import { m } from '~/i18n/gen/messages'

interface Props {
  control: Control<PolicyForm>
}

/** The rule of a policy as fields of its type. */
export function ConfigFields({ control, type }: Props & { type: TypedPolicy }) {
  const Fields = fields[type]
  return <Fields control={control} />
}

function RateLimitFields({ control }: Props) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <NumberField
        control={control}
        name="config.requests_per_minute"
        label={m.policies_field_per_minute()}
        hint={m.policies_field_per_minute_hint()}
      />
      <NumberField
        control={control}
        name="config.burst"
        label={m.policies_field_burst()}
        hint={m.policies_field_burst_hint()}
        optional
      />
    </div>
  )
}

function CorsFields({ control }: Props) {
  return (
    <div className="flex flex-col gap-4">
      <ListField
        control={control}
        name="config.origins"
        label={m.policies_field_origins()}
        hint={m.policies_field_origins_hint()}
        mono
      />
      <ListField
        control={control}
        name="config.methods"
        label={m.policies_field_methods()}
        hint={m.policies_field_methods_hint()}
        mono
        optional
      />
      <ListField
        control={control}
        name="config.headers"
        label={m.policies_field_headers()}
        mono
        optional
      />
      <NumberField
        control={control}
        name="config.max_age"
        label={m.policies_field_max_age()}
        optional
      />
      <SwitchField
        control={control}
        name="config.credentials"
        label={m.policies_field_credentials()}
        hint={m.policies_field_credentials_hint()}
      />
    </div>
  )
}

function IpFilterFields({ control }: Props) {
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <ListField
        control={control}
        name="config.allow"
        label={m.policies_field_allow()}
        hint={m.policies_field_allow_hint()}
        mono
        optional
      />
      <ListField
        control={control}
        name="config.deny"
        label={m.policies_field_deny()}
        hint={m.policies_field_deny_hint()}
        mono
        optional
      />
    </div>
  )
}

function RequestSizeFields({ control }: Props) {
  return (
    <NumberField
      control={control}
      name="config.max_bytes"
      label={m.policies_field_max_bytes()}
      hint={m.policies_field_max_bytes_hint()}
    />
  )
}

function JwtFields({ control }: Props) {
  return (
    <div className="flex flex-col gap-4">
      <TextField
        control={control}
        name="config.issuer"
        label={m.policies_field_issuer()}
        hint={m.policies_field_issuer_hint()}
        mono
      />
      <TextField
        control={control}
        name="config.audience"
        label={m.policies_field_audience()}
        hint={m.policies_field_audience_hint()}
        mono
        optional
      />
      <TextField
        control={control}
        name="config.jwks_url"
        label={m.policies_field_jwks_url()}
        hint={m.policies_field_jwks_url_hint()}
        mono
      />
    </div>
  )
}

function ResponseHeadersFields({ control }: Props) {
  return (
    <div className="flex flex-col gap-4">
      <KeyValueField
        control={control}
        name="config.set"
        label={m.policies_field_set()}
        hint={m.policies_field_set_hint()}
        optional
      />
      <ListField
        control={control}
        name="config.remove"
        label={m.policies_field_remove()}
        mono
        optional
      />
    </div>
  )
}

const fields: Record<TypedPolicy, (props: Props) => React.ReactNode> = {
  rate_limit: RateLimitFields,
  cors: CorsFields,
  ip_filter: IpFilterFields,
  request_size: RequestSizeFields,
  jwt_validation: JwtFields,
  response_headers: ResponseHeadersFields,
}
