/** The steps of an undo: look at the present state, show what would be written, write it, read it back. */

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import type { AuditEntry } from '~/api/audit'
import { toast } from '~/components/ui/toast'
import type { Failure } from '~/domain/failure'
import { notUndone, type UndoPlan, undoPlan } from '~/domain/undo'
import { formatList, formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

/** What a page gives so that changes of its resource can be undone. */
export interface Undoing {
  /** Members of the resource that a patch may name. */
  writable: readonly string[]
  /** Reads the resource as it is now, past every cache. */
  present: () => Promise<object & { etag: string }>
  /** Writes the patch on that very state; a newer one is a `stale` Failure. */
  write: (patch: Record<string, unknown>, etag: string) => Promise<unknown>
  /** Where it is written, for the command that does the same: `['v1', 'contracts', id]`. */
  path: string[]
  disabledBecause: string | undefined
}

/** A row that is about to be undone, and what that would write now. */
export interface AskedUndo {
  row: AuditEntry
  etag: string
  plan: UndoPlan
}

export interface UndoSteps {
  asked: AskedUndo | undefined
  /** The present state could not be read. */
  failure: Failure | undefined
  /** Of the row whose present state is being read. */
  lookingAt: string | undefined
  look: (row: AuditEntry) => void
  close: () => void
  write: {
    mutate: (asked: AskedUndo) => void
    isPending: boolean
    error: Failure | null
  }
}

/**
 * @param undo undefined where nothing can be undone; then no step is taken
 * @param nameOf what a field is called on screen
 */
export function useUndo(undo: Undoing | undefined, nameOf: (pointer: string) => string): UndoSteps {
  // Kept beside the mutation: while the state is read again, what was asked stays on screen.
  const [asked, setAsked] = useState<AskedUndo>()
  const look = useMutation({
    mutationFn: async (row: AuditEntry): Promise<AskedUndo | undefined> => {
      if (!undo) return undefined
      const present = await undo.present()
      return { row, etag: present.etag, plan: undoPlan(row, present, undo.writable) }
    },
    onSuccess: setAsked,
    // A read makes nothing out of date.
    meta: { invalidates: ['audit', 'nothing'] },
    gcTime: 0,
  })
  const write = useMutation({
    mutationFn: async ({ plan, etag }: AskedUndo): Promise<string[]> => {
      if (!undo || !plan.patch) return []
      await undo.write(plan.patch, etag)
      return notUndone(plan, await undo.present())
    },
    onSuccess: (left, { plan }) => {
      tell(left.map(nameOf), plan)
      setAsked(undefined)
    },
    // Somebody was faster: what would be written now is worked out again, and asked again.
    onError: (failure, { row }) => {
      if (failure.kind === 'stale') look.mutate(row)
    },
    gcTime: 0,
  })
  return {
    asked,
    failure: look.error ?? undefined,
    lookingAt: look.isPending ? look.variables.id : undefined,
    look: (row) => {
      write.reset()
      look.mutate(row)
    },
    close: () => {
      write.reset()
      setAsked(undefined)
    },
    write,
  }
}

function tell(left: string[], { changes }: UndoPlan): void {
  if (left.length === 0)
    toast(m.history_undone({ count: changes.length, shown: formatNumber(changes.length) }))
  else toast(m.history_not_undone({ fields: formatList(left) }), 'bad')
}
