/** What the audit trail's words are called on screen; a word of a newer server is shown as it is. */

import { plainName } from '~/components/ui/name-parts'
import type { UndoObstacle } from '~/domain/undo'
import { m } from '~/i18n/gen/messages'

const actions = new Map<string, () => string>([
  ['create', m.history_action_create],
  ['update', m.history_action_update],
  ['delete', m.history_action_delete],
  ['import', m.history_action_import],
  ['publish', m.history_action_publish],
  ['deprecate', m.history_action_deprecate],
  ['retire', m.history_action_retire],
  ['update-openapi', m.history_action_update_openapi],
  ['suspend', m.history_action_suspend],
  ['activate', m.history_action_activate],
  ['reactivate', m.history_action_reactivate],
  ['block', m.history_action_block],
  ['approve', m.history_action_approve],
  ['reject', m.history_action_reject],
  ['revoke', m.history_action_revoke],
  ['rotate-key', m.history_action_rotate_key],
  ['revoke-old-key', m.history_action_revoke_old_key],
  ['bind', m.history_action_bind],
  ['expire', m.history_action_expire],
  ['test-alert', m.history_action_test_alert],
  ['unbind', m.history_action_unbind],
])

export const actionLabel = (action: string): string => actions.get(action)?.() ?? plainName(action)

const resources = new Map<string, () => string>([
  ['consumer', m.history_resource_consumer],
  ['subscription', m.history_resource_subscription],
  ['policy', m.history_resource_policy],
])

/** What kind of thing a row is about. */
export const resourceLabel = (type: string): string => resources.get(type)?.() ?? plainName(type)

const obstacles: Record<UndoObstacle, () => string> = {
  created: m.history_obstacle_created,
  deleted: m.history_obstacle_deleted,
  bound: m.history_obstacle_bound,
  unbound: m.history_obstacle_unbound,
  steps: m.history_obstacle_steps,
  nothing: m.history_obstacle_nothing,
}

/** Why a change cannot be undone. */
export const obstacleText = (obstacle: UndoObstacle): string => obstacles[obstacle]()
