import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type Control, useForm, useWatch } from 'react-hook-form'
import { useNavigate, useSearchParams } from 'react-router'

import { alerts, silences } from '~/api/alerts'
import { useParam } from '~/app/params'
import { paths } from '~/app/paths'
import { useMe } from '~/auth/permissions'
import { FormDialog } from '~/components/form/FormDialog'
import { KeyValueField } from '~/components/form/KeyValueField'
import { SelectField } from '~/components/form/SelectField'
import { TextAreaField } from '~/components/form/TextAreaField'
import { toast } from '~/components/ui/toast'
import {
  DURATIONS,
  matches,
  matchersOf,
  newSilence,
  type SilenceForm,
  silenceForm,
} from '~/domain/silence'
import { formatDuration, formatInstant, formatList } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { faults, PLATFORM_ROLE } from './words'

/** The labels that the address hands over. */
const HANDED = ['alertname', 'job', 'tenant']

export function Component() {
  const tenant = useParam('tenant')
  const navigate = useNavigate()
  const [params] = useSearchParams()
  const me = useMe()
  const close = () => void navigate(paths.alerts({ tenant }))
  const form = useForm({
    resolver: zodResolver(silenceForm(faults)),
    defaultValues: { labels: startingLabels(params, tenant), duration: '60', comment: '' },
  })
  const create = useMutation({
    ...silences.create(tenant),
    onSuccess: ({ ends_at }) => {
      toast(m.alerts_silence_made({ at: formatInstant(Date.parse(ends_at)) }))
      close()
    },
  })
  return (
    <FormDialog
      title={m.app_new_silence()}
      description={
        me.roles.includes(PLATFORM_ROLE)
          ? m.alerts_silence_scope_platform()
          : m.alerts_silence_scope_tenant({ tenant })
      }
      form={form}
      mutation={create}
      toRequest={(values, idempotencyKey) => ({
        silence: newSilence(tenant, values),
        idempotencyKey,
      })}
      fieldOf={(pointer) => (pointer.startsWith('/matchers') ? 'labels' : undefined)}
      onClose={close}
      submitLabel={m.alerts_silence()}
    >
      <KeyValueField
        control={form.control}
        name="labels"
        label={m.alerts_field_labels()}
        hint={<Fitting tenant={tenant} control={form.control} />}
      />
      <SelectField
        control={form.control}
        name="duration"
        label={m.alerts_field_duration()}
        options={DURATIONS.map((minutes) => ({
          value: String(minutes),
          label: formatDuration(minutes * 60_000),
        }))}
      />
      <TextAreaField
        control={form.control}
        name="comment"
        label={m.alerts_field_comment()}
        hint={m.alerts_field_comment_hint({ name: me.name ?? me.email ?? me.sub })}
      />
    </FormDialog>
  )
}

/** What the address says of the alert; without a word, what the reader's tenant is warned of. */
function startingLabels(params: URLSearchParams, tenant: string): SilenceForm['labels'] {
  const handed = HANDED.flatMap((name) => {
    const value = params.get(name)
    return value ? [[name, value]] : []
  })
  return handed.length > 0 ? Object.fromEntries(handed) : { alertname: '', tenant }
}

/** Which alerts of this moment the labels fit, so that a silence that mutes nothing is seen before it is made. */
function Fitting({ tenant, control }: { tenant: string; control: Control<SilenceForm> }) {
  const labels = useWatch({ control, name: 'labels' })
  const { data } = useQuery(alerts.rules(tenant))
  if (!data) return m.alerts_field_labels_hint()
  const matchers = matchersOf(labels)
  const fitting = data
    .flatMap((rule) => rule.alerts)
    .filter((alert) => matches(matchers, alert.labels))
  const names = [...new Set(fitting.map(({ name }) => name))]
  return (
    <output>
      {m.alerts_field_labels_hint()}{' '}
      {names.length === 0
        ? m.alerts_field_labels_none()
        : m.alerts_field_labels_fit({ names: formatList(names) })}
    </output>
  )
}
