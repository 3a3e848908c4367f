/** Puts what a document says into the form of an API. */

import type { UseFormReturn } from 'react-hook-form'

import type { ContractForm } from '~/domain/contract'
import { prefillOf } from '~/domain/openapi/prefill'
import type { ReadDocument } from '~/domain/openapi/read'

/**
 * Fills in what nobody has typed; what was filled in from a document before is filled in anew. What is set counts as changed, so
 * that an update of an API that is there writes exactly this.
 */
export function fillIn(form: UseFormReturn<ContractForm>, { outline }: ReadDocument): void {
  const { apiName, apiVersion, displayName, description, categories } = prefillOf(outline)
  const { dirtyFields, touchedFields } = form.formState
  const set = (
    name: 'apiName' | 'apiVersion' | 'displayName' | 'description' | 'endpoint.url',
    value: string | undefined,
  ) => {
    const isTyped = form.getFieldState(name).isDirty && form.getFieldState(name).isTouched
    if (value !== undefined && value !== '' && !isTyped)
      form.setValue(name, value, { shouldDirty: true, shouldValidate: true })
  }
  set('apiName', apiName)
  set('apiVersion', apiVersion)
  set('displayName', displayName)
  set('description', description)
  set('endpoint.url', outline.servers.find(({ isUsable }) => isUsable)?.url)
  const isChosen = dirtyFields.portal?.categories && touchedFields.portal?.categories
  if (categories.length > 0 && !isChosen)
    form.setValue('portal.categories', categories, { shouldDirty: true, shouldValidate: true })
}
