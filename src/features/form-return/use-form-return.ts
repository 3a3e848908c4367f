/** Forms are routes and close by navigating: to their own list, unless the page that they were opened on says otherwise. */

import { useOutletContext } from 'react-router'

/** What a page gives to its outlet when forms of other places are opened on it. */
export interface FormReturn {
  /** Where a form goes when it is closed, and when it is done. */
  formReturn: string
}

/** The address to go back to; undefined for a form on its own list. */
export function useFormReturn(): string | undefined {
  const context: unknown = useOutletContext()
  const isGiven = typeof context === 'object' && context !== null && 'formReturn' in context
  return isGiven && typeof context.formReturn === 'string' ? context.formReturn : undefined
}
