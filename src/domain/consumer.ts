/** Who may call: what may be typed about a consumer, what is sent for it, and which status may follow which. */

import type {
  AccessCell,
  AccessRow,
  Consumer,
  ConsumerPatch,
  NewConsumer,
} from '#contract/contract.gen'

import * as z from 'zod/mini'

import { mergePatch } from './merge-patch'

export type { AccessCell, AccessRow, Consumer, ConsumerPatch, NewConsumer }

export const consumerStatuses = ['active', 'suspended', 'blocked'] as const

/** One sentence for each thing that can be wrong with what was typed. */
export interface ConsumerFaults {
  externalId: () => string
  name: () => string
  email: () => string
  company: () => string
  description: () => string
  metadataCount: () => string
}

// The patterns are the contract's own (contract/openapi.yaml: ExternalId, ConsumerName, Email).
export const consumerForm = (faults: ConsumerFaults) =>
  z.object({
    external_id: z
      .string()
      .check(
        z.maxLength(255, { error: faults.externalId }),
        z.regex(/^[^\s\p{Cc}]+$/u, { error: faults.externalId }),
      ),
    name: z
      .string()
      .check(z.maxLength(255, { error: faults.name }), z.regex(/\S/, { error: faults.name })),
    email: z
      .string()
      .check(
        z.maxLength(254, { error: faults.email }),
        z.regex(/^[^\s@]+@[^\s@]+$/, { error: faults.email }),
      ),
    company: z.string().check(z.maxLength(255, { error: faults.company })),
    description: z.string().check(z.maxLength(4000, { error: faults.description })),
    // Not z.record, which drops a member called __proto__.
    consumer_metadata: z.custom<Record<string, unknown>>(
      (metadata) => Object.keys(metadata as object).length <= 50,
      { error: faults.metadataCount },
    ),
  })

export type ConsumerForm = z.infer<ReturnType<typeof consumerForm>>

export const newConsumerForm: ConsumerForm = {
  external_id: '',
  name: '',
  email: '',
  company: '',
  description: '',
  consumer_metadata: {},
}

/** What creating sends; fields left empty are left out. */
export function newConsumer(form: ConsumerForm): NewConsumer {
  return {
    external_id: form.external_id,
    name: form.name,
    email: form.email,
    ...(form.company !== '' && { company: form.company }),
    ...(form.description !== '' && { description: form.description }),
    ...(Object.keys(form.consumer_metadata).length > 0 && {
      consumer_metadata: form.consumer_metadata,
    }),
  }
}

/** What the edit form is opened on. */
export function consumerFormOf(consumer: Consumer): ConsumerForm {
  return {
    external_id: consumer.external_id,
    name: consumer.name,
    email: consumer.email,
    company: consumer.company,
    description: consumer.description,
    consumer_metadata: consumer.consumer_metadata,
  }
}

/** Only what was changed, or undefined; metadata that was not touched keeps its type (a number stays a number). */
export function consumerPatch(before: Consumer, form: ConsumerForm): ConsumerPatch | undefined {
  const editable = ({ name, email, company, description, consumer_metadata }: ConsumerForm) => ({
    name,
    email,
    company,
    description,
    consumer_metadata,
  })
  return mergePatch(editable(consumerFormOf(before)), editable(form))
}

export type ConsumerStep = 'suspend' | 'activate' | 'block'

/** What can be done to a consumer in this status. */
export function consumerSteps(status: string): ConsumerStep[] {
  if (status === 'active') return ['suspend', 'block']
  if (status === 'suspended') return ['activate', 'block']
  return status === 'blocked' ? ['activate'] : []
}
