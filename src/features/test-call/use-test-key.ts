import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'

import { type TestKey, testKeys } from '~/api/test-key'
import { useCan, useMe, rolesFor } from '~/auth/permissions'
import { toast } from '~/components/ui/toast'
import { formatClock, formatList } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import type { TestKeySource } from './called-api'

/** Too short for one more call. */
const spareMs = 5_000

/** A test key of one API: made when it is first taken, held in memory, revoked when the page is left. */
export function useTestKey(tenant: string, api: string): TestKeySource {
  const me = useMe()
  const mayConsumers = useCan('consumers:write')
  const maySubscriptions = useCan('subscriptions:write')
  const issue = useMutation(testKeys.issue(tenant, api))
  const revoke = useMutation(testKeys.end(tenant))
  const [held, setHeld] = useState<TestKey>()
  const end = (key: TestKey) =>
    // Not the callback of this call alone: the page may be gone before it is answered.
    revoke.mutateAsync(key.subscription).catch(() => {
      toast(m.call_test_key_left({ time: formatClock(key.endsAt) }), 'bad')
      return undefined
    })
  const isGone = useEndOnLeaving(held, end)
  const take = async () => {
    if (held && held.endsAt - Date.now() > spareMs) return { key: held.key, isNew: false }
    try {
      const made = await issue.mutateAsync(me)
      // The answer holds the key as well.
      issue.reset()
      if (isGone.current) void end(made)
      else setHeld(made)
      return { key: made.key, isNew: true }
    } catch {
      return undefined
    }
  }
  return {
    disabledBecause:
      mayConsumers && maySubscriptions
        ? undefined
        : m.call_test_key_needs({ roles: formatList(rolesFor('subscriptions:write')) }),
    state: stateOf(issue.isPending, revoke.isPending, held !== undefined),
    endsAt: held?.endsAt,
    take,
    end: () => {
      if (!held) return
      setHeld(undefined)
      void end(held)
    },
    failure: issue.error,
    endedAt: revoke.data?.revoked_at ?? undefined,
  }
}

function stateOf(isMade: boolean, isEnded: boolean, isHeld: boolean): TestKeySource['state'] {
  if (isMade) return 'pending'
  if (isEnded) return 'ending'
  return isHeld ? 'held' : 'none'
}

/**
 * In development React unmounts and mounts once for practice: then it comes back before the timer ends, and the key stays.
 * @returns whether the page was left: what comes after that nobody else ends
 */
function useEndOnLeaving(
  held: TestKey | undefined,
  end: (key: TestKey) => unknown,
): { readonly current: boolean } {
  const latest = useRef({ held, end })
  useEffect(() => {
    latest.current = { held, end }
  })
  const isGone = useRef(false)
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    clearTimeout(leaving.current)
    return () => {
      leaving.current = setTimeout(() => {
        isGone.current = true
        const { current } = latest
        if (current.held) void current.end(current.held)
      }, 0)
    }
  }, [])
  return isGone
}
