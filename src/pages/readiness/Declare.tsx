import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import * as z from 'zod/mini'

import { onboarding } from '~/api/onboarding'
import { serverNow } from '~/api/server-clock'
import { FormDialog } from '~/components/form/FormDialog'
import { TextAreaField } from '~/components/form/TextAreaField'
import { Button } from '~/components/ui/Button'
import { toast } from '~/components/ui/toast'
import type { Check } from '~/domain/readiness'
import {
  blockersOf,
  declarationOf,
  declare,
  keepScore,
  scoreOf,
  withdraw,
} from '~/domain/readiness'
import type { KeptSteps } from '~/domain/runbook/kept'
import { m } from '~/i18n/gen/messages'

const schema = z.object({ note: z.string().check(z.maxLength(500)) })

interface Props {
  tenant: string
  checks: readonly Check[]
  kept: KeptSteps
  /** Who speaks. */
  name: string
}

/** Declares the installation ready; not while a required check does not stand. */
export function Declare(props: Props) {
  const [isOpen, setIsOpen] = useState(false)
  const count = blockersOf(props.checks).length
  const because = count > 0 ? m.readiness_declare_blocked({ count }) : undefined
  return (
    <>
      <Button
        variant="primary"
        disabled={because !== undefined}
        title={because}
        onClick={() => setIsOpen(true)}
      >
        {m.readiness_declare()}
      </Button>
      {declarationOf(props.kept) && <Withdraw tenant={props.tenant} />}
      {isOpen && <DeclareDialog {...props} onClose={() => setIsOpen(false)} />}
    </>
  )
}

/** Takes the declaration back. */
function Withdraw({ tenant }: Pick<Props, 'tenant'>) {
  const mutation = useMutation({
    ...onboarding.add(tenant),
    onSuccess: () => toast(m.readiness_withdraw_saved()),
    onError: (failure) => toast(failure.message, 'bad'),
  })
  return (
    <Button
      variant="ghost"
      pending={mutation.isPending}
      onClick={() => mutation.mutate(withdraw())}
    >
      {m.readiness_withdraw()}
    </Button>
  )
}

function DeclareDialog({ tenant, checks, kept, name, onClose }: Props & { onClose: () => void }) {
  const form = useForm<z.infer<typeof schema>>({
    resolver: zodResolver(schema),
    defaultValues: { note: '' },
  })
  const count = blockersOf(checks).length
  const mutation = useMutation({
    ...onboarding.add(tenant),
    onSuccess: () => {
      toast(m.readiness_declare_saved())
      onClose()
    },
  })
  return (
    <FormDialog
      title={m.readiness_declare()}
      description={m.readiness_declare_about()}
      form={form}
      mutation={mutation}
      blockedBecause={count > 0 ? m.readiness_declare_blocked({ count }) : undefined}
      toRequest={({ note }) => ({
        ...keepScore(kept, scoreNow(checks, name)),
        ...declare(checks, note.trim()),
      })}
      onClose={onClose}
      submitLabel={m.readiness_declare()}
    >
      <TextAreaField control={form.control} name="note" label={m.readiness_declare_note()} />
    </FormDialog>
  )
}

const scoreNow = (checks: readonly Check[], by: string) => ({
  ...scoreOf(checks),
  at: new Date(serverNow()).toISOString(),
  by,
})

/** Keeps the score of now for the trend. */
export function KeepScore({ tenant, checks, kept, name }: Props) {
  const mutation = useMutation({
    ...onboarding.add(tenant),
    onSuccess: () => toast(m.readiness_keep_saved()),
    onError: (failure) => toast(failure.message, 'bad'),
  })
  return (
    <Button
      pending={mutation.isPending}
      onClick={() => mutation.mutate(keepScore(kept, scoreNow(checks, name)))}
    >
      {m.readiness_keep()}
    </Button>
  )
}
