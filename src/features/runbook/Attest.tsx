import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import * as z from 'zod/mini'

import { onboarding } from '~/api/onboarding'
import { serverNow } from '~/api/server-clock'
import { FormDialog } from '~/components/form/FormDialog'
import { SelectField } from '~/components/form/SelectField'
import { TextAreaField } from '~/components/form/TextAreaField'
import { Button } from '~/components/ui/Button'
import { toast } from '~/components/ui/toast'
import { forgetWord, keepWord } from '~/domain/runbook/kept'
import type { StepId } from '~/domain/runbook/step'
import { m } from '~/i18n/gen/messages'

import { stepTitle } from './words'

const DAY_MS = 24 * 3_600_000
const terms = ['30', '90', '365'] as const
const termWords: Record<(typeof terms)[number], () => string> = {
  30: m.onboarding_attest_days_30,
  90: m.onboarding_attest_days_90,
  365: m.onboarding_attest_days_365,
}

const schema = z.object({
  note: z
    .string()
    .check(
      z.maxLength(500, { error: () => m.onboarding_attest_note_fault() }),
      z.regex(/\S/, { error: () => m.onboarding_attest_note_fault() }),
    ),
  days: z.enum(terms),
})

interface Props {
  tenant: string
  id: StepId
  /** Does somebody vouch for it already? */
  isGiven: boolean
}

/** A person's word for what cannot be measured: given with a note until a date, or taken back. */
export function Attest({ tenant, id, isGiven }: Props) {
  const [isOpen, setIsOpen] = useState(false)
  const forget = useMutation(onboarding.add(tenant))
  const step = stepTitle(id)
  return (
    <>
      <Button
        size="sm"
        aria-label={m.onboarding_attest_of({ step })}
        onClick={() => setIsOpen(true)}
      >
        {m.onboarding_attest()}
      </Button>
      {isGiven && (
        <Button
          size="sm"
          variant="ghost"
          pending={forget.isPending}
          aria-label={m.onboarding_attest_forget_of({ step })}
          onClick={() => forget.mutate(forgetWord(id))}
        >
          {m.onboarding_attest_forget()}
        </Button>
      )}
      {isOpen && <AttestDialog tenant={tenant} id={id} onClose={() => setIsOpen(false)} />}
    </>
  )
}

function AttestDialog({ tenant, id, onClose }: Omit<Props, 'isGiven'> & { onClose: () => void }) {
  const form = useForm<z.infer<typeof schema>>({
    resolver: zodResolver(schema),
    defaultValues: { note: '', days: '90' },
  })
  const keep = useMutation({
    ...onboarding.add(tenant),
    onSuccess: () => {
      toast(m.onboarding_attest_saved())
      onClose()
    },
  })
  return (
    <FormDialog
      title={m.onboarding_attest_title({ step: stepTitle(id) })}
      description={m.onboarding_attest_about()}
      form={form}
      mutation={keep}
      toRequest={({ note, days }) =>
        keepWord(id, note.trim(), new Date(serverNow() + Number(days) * DAY_MS).toISOString())
      }
      onClose={onClose}
      submitLabel={m.onboarding_attest_save()}
    >
      <TextAreaField control={form.control} name="note" label={m.onboarding_attest_note()} />
      <SelectField
        control={form.control}
        name="days"
        label={m.onboarding_attest_for()}
        options={terms.map((value) => ({ value, label: termWords[value]() }))}
      />
    </FormDialog>
  )
}
