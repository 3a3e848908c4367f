import { useWatch, type UseFormReturn } from 'react-hook-form'

import { isJsonFaulty, isReadable, type PolicyForm } from '~/domain/policy-form'
import { m } from '~/i18n/gen/messages'

import type { ConfigView } from './ConfigEditor'

/**
 * Why the policy cannot be saved as its JSON stands. Fields say at themselves, on saving, what is wrong with them.
 * @param known members of the config that came from the server
 */
export function useBlocked(
  { control }: Pick<UseFormReturn<PolicyForm>, 'control'>,
  view: ConfigView,
  known: readonly string[],
): string | undefined {
  // The form's defaults are whole, so what is watched is whole.
  const values = useWatch({ control }) as PolicyForm
  if (!isReadable(values)) return m.policies_json_blocked()
  return view === 'json' && isJsonFaulty(values, known) ? m.policies_json_blocked() : undefined
}
