/** What is at hand while an API is registered: a document, an API that is there already, and what is left to do afterwards. */

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { useNavigate } from 'react-router'

import { gateway } from '~/api/gateway'
import { openapi, type Written } from '~/api/openapi'
import { paths } from '~/app/paths'
import { toast } from '~/components/ui/toast'
import type { Contract, ContractForm } from '~/domain/contract'
import type { Failure } from '~/domain/failure'
import { isStorable } from '~/domain/openapi/limits'
import type { ReadDocument } from '~/domain/openapi/read'
import { useFormReturn } from '~/features/form-return/use-form-return'
import { m } from '~/i18n/gen/messages'

export function useRegistering(tenant: string, form: UseFormReturn<ContractForm>) {
  const navigate = useNavigate()
  const formReturn = useFormReturn()
  const [document, setDocument] = useState<ReadDocument>()
  const [existing, setExisting] = useState<Contract>()
  const [left, setLeft] = useState<{ api: Contract; failure: Failure }>()
  // Read while drawing: the form keeps these marks only for those who look at them.
  const filledIn = form.formState.dirtyFields
  const verify = useVerification()
  const open = ({ id }: Contract) => void navigate(formReturn ?? paths.api({ tenant, id }))
  const done = ({ api, document: outcome }: Written, word: string) => {
    toast(outcome === 'stored' ? `${word} ${m.openapi_stored()}` : word)
    verify(api)
    if (typeof outcome === 'string') open(api)
    else setLeft({ api, failure: outcome })
  }
  const create = useMutation({
    ...openapi.register(tenant),
    onSuccess: (written) => done(written, m.apis_registered({ name: written.api.apiName })),
  })
  return {
    document,
    setDocument,
    /** What will be stored with the API. */
    json: document && isStorable(document) ? document.json : undefined,
    existing,
    setExisting,
    filledIn,
    left,
    open,
    create,
    updated: (written: Written) => {
      // What was typed is saved: nothing is lost by going on.
      form.reset(form.getValues())
      done(written, m.openapi_updated({ name: written.api.apiName }))
    },
  }
}

/** Whether the gateway serves a published API; the answer outlives the form, since a new route takes up to a second. */
function useVerification() {
  const verify = useMutation({
    ...gateway.verify(),
    onSuccess: ({ state }, { path }) =>
      state === 'served'
        ? toast(m.apis_in_force_yes({ path }))
        : toast(m.apis_in_force_no({ path }), 'bad'),
  })
  return ({ status, bindings: [binding] }: Contract) => {
    if (status === 'published' && binding) verify.mutate({ path: binding.path, expected: 'served' })
  }
}
