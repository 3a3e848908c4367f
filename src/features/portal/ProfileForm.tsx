import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'

import { portal } from '~/api/portal'
import { portalOwn } from '~/api/portal-own'
import { FormDialog } from '~/components/form/FormDialog'
import { TextField } from '~/components/form/TextField'
import { toast } from '~/components/ui/toast'
import { profileForm } from '~/domain/profile'
import { m } from '~/i18n/gen/messages'

interface Props {
  /** What is there already; null before the first time. */
  held: { name: string; company: string } | null
  onClose: () => void
  /** Once it is kept. */
  onDone?: () => void
}

const faults = { name: m.portal_fault_name, company: m.portal_fault_company }

/** Name and company: with them the provider of an API knows who asks. */
export function ProfileForm({ held, onClose, onDone = onClose }: Props) {
  const about = useQuery(portal.about())
  const form = useForm({
    resolver: zodResolver(profileForm(faults)),
    defaultValues: { name: held?.name ?? '', company: held?.company ?? '' },
  })
  const save = useMutation({
    ...portalOwn.saveProfile(),
    onSuccess: () => {
      toast(m.portal_profile_saved())
      onDone()
    },
  })
  return (
    <FormDialog
      title={held ? m.portal_profile_edit() : m.portal_profile_new()}
      description={m.portal_profile_about()}
      size="sm"
      form={form}
      mutation={save}
      onClose={onClose}
      submitLabel={m.kit_save()}
    >
      <TextField
        control={form.control}
        name="name"
        label={m.portal_profile_name()}
        autoComplete="name"
      />
      <TextField
        control={form.control}
        name="company"
        label={m.portal_profile_company()}
        autoComplete="organization"
        optional
      />
      {about.data && <VerificationNote isRequired={about.data.requires_verified_email} />}
    </FormDialog>
  )
}

/** Whether an e-mail address is verified here, which is said either way. */
export function VerificationNote({ isRequired }: { isRequired: boolean }) {
  return (
    <p className="text-sm text-muted">
      {isRequired ? m.portal_mail_required() : m.portal_mail_unverified()}
    </p>
  )
}
