import { diagnosticCount, forceLinting } from '@codemirror/lint'
import { afterEach, expect, it, vi } from 'vitest'

import { createPromqlEditor } from './promql-view'

afterEach(() => document.body.replaceChildren())

const none = {
  metricNames: async () => [],
  labelNames: async () => [],
  labelValues: async () => [],
  metadata: async () => ({}),
  series: async () => [],
}

async function faultsOf(value: string): Promise<number> {
  const host = document.body.appendChild(document.createElement('div'))
  const view = createPromqlEditor(host, {
    label: 'Query',
    description: '',
    value,
    source: none,
    onChange: vi.fn<() => void>(),
    onRun: vi.fn<() => void>(),
  })
  forceLinting(view)
  // The linter's answer is taken a moment after it was given.
  await new Promise((resolve) => setTimeout(resolve, 0))
  return diagnosticCount(view.state)
}

it('says nothing of an expression whose end has not been read yet', async () => {
  const terms = Array.from({ length: 60 }, () => `sum by (job) (up{path="${'a'.repeat(80)}"})`)
  const found: number[] = []
  // The editor reads the first 3,000 characters at once: that end falls on another sign each time.
  for (let shift = 1; shift < 40; shift += 3)
    found.push(await faultsOf([`up{path="${'b'.repeat(shift)}"}`, ...terms].join(' + ')))
  expect(found).toEqual(found.map(() => 0))
})

it('underlines what is wrong', async () => {
  expect(await faultsOf('sum by job) (up) + up')).toBeGreaterThan(0)
})
