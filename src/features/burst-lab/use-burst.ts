/** One burst at a time: what has ended so far, its result, and a way to stop it. */

import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'

import { type BurstAsk, type BurstResult, bursts } from '~/api/burst'
import type { BurstCall } from '~/domain/burst'
import type { Failure } from '~/domain/failure'

export interface Burst {
  isRunning: boolean
  /** What has ended so far. */
  calls: readonly BurstCall[]
  result: BurstResult | undefined
  failure: Failure | null
  run: (ask: Omit<BurstAsk, 'signal' | 'onProgress'>) => void
  stop: () => void
}

/** Leaving the page stops the burst. @param onResult told of each burst that was judged */
export function useBurst(tenant: string, onResult?: (result: BurstResult) => void): Burst {
  const { mutate, reset, isPending, data, error } = useMutation(bursts.run(tenant))
  const [soFar, setSoFar] = useState<readonly BurstCall[]>([])
  const stopper = useRef<AbortController>(undefined)
  useEffect(() => () => stopper.current?.abort(), [])
  const run: Burst['run'] = (ask) => {
    stopper.current?.abort()
    const fresh = new AbortController()
    stopper.current = fresh
    setSoFar([])
    reset()
    mutate(
      { ...ask, signal: fresh.signal, onProgress: setSoFar },
      { onSuccess: (result) => onResult?.(result) },
    )
  }
  return {
    isRunning: isPending,
    calls: data?.calls ?? soFar,
    result: data,
    failure: error,
    run,
    stop: () => stopper.current?.abort(),
  }
}
