import type { ComponentProps } from 'react'

import { Button } from './Button'
import { LinkButton } from './LinkButton'

type Props = Pick<
  ComponentProps<typeof LinkButton>,
  'to' | 'variant' | 'size' | 'icon' | 'children' | 'aria-label'
> & {
  /** Why it may not be followed now; undefined when it may. */
  disabledBecause: string | undefined
}

/** A link to something that is done there. Where it may not be done, it stays as a button that says why. */
export function ActionLink({ disabledBecause, to, ...look }: Props) {
  if (disabledBecause === undefined) return <LinkButton to={to} {...look} />
  const { icon, ...rest } = look
  return <Button {...rest} {...(icon && { icon })} disabled title={disabledBecause} />
}
