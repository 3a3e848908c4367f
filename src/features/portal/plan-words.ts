/** A plan as a developer reads it. */

import type { PortalPlan } from '~/api/portal-own'
import { limitWords } from '~/features/subscriptions/limit-words'
import { m } from '~/i18n/gen/messages'

/** Its limits as a sentence. */
export const planLimits = (plan: PortalPlan): string => limitWords({ ...plan, burst_limit: null })

/** Whether somebody decides first. */
export const planApproval = ({ requires_approval }: PortalPlan): string =>
  requires_approval ? m.portal_plan_approval() : m.portal_plan_at_once()
