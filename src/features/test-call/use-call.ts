import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'

import { gateway } from '~/api/gateway'
import { type PastCall, rememberCall, type TypedCall } from '~/api/past-calls'
import { PREFIX_LENGTH } from '~/domain/lookup'
import { type CallForm, requestOf } from '~/domain/call'
import type { Failure } from '~/domain/failure'
import { keyFault } from '~/domain/key-form'

import type { CalledApi, TestKeySource } from './called-api'
import { takeKey } from './take-key'

interface Sending {
  send: (event?: FormEvent) => Promise<void>
  /** Fills the form as it was, and sends it with the key that is at hand now. */
  again: (typed: TypedCall) => void
  /** Ends the call that is on its way; what it would have answered is nobody's any more. */
  stop: () => void
  isPending: boolean
  failure: Failure | null
}

/**
 * Sends what the form says and remembers what came of it.
 * @param onAnswer told of each call that was answered
 */
export function useCall(
  api: CalledApi,
  form: UseFormReturn<CallForm>,
  testKey: TestKeySource | undefined,
  onAnswer: (call: PastCall) => void,
): Sending {
  const call = useMutation(gateway.call())
  const [running, setRunning] = useState<AbortController>()
  const send = form.handleSubmit(async (values) => {
    const { apiKey: _, ...typed } = values
    const request = requestOf(api.base, typed)
    const taken = await takeKey(values, api.auth, testKey)
    if (!taken) return
    const { key, isNew } = taken
    const controller = new AbortController()
    setRunning(controller)
    const { signal } = controller
    call.mutate(
      { ...request, apiKey: key, isNewKey: isNew, signal },
      {
        onSuccess: (answer) => {
          const keyPrefix = keyFault(key) === undefined ? key.slice(0, PREFIX_LENGTH) : ''
          onAnswer(
            rememberCall(api.id, {
              typed,
              request,
              answer,
              ...(keyPrefix !== '' && { keyPrefix }),
            }),
          )
          // The variables of the call hold the key.
          call.reset()
        },
      },
    )
  })
  return {
    send,
    again: (typed) => {
      form.reset({ ...form.getValues(), ...typed, keySource: form.getValues('keySource') })
      void send()
    },
    stop: () => {
      call.reset()
      running?.abort()
    },
    isPending: call.isPending || testKey?.state === 'pending',
    failure: call.error,
  }
}
