import { type ChangeEvent, useRef, useState } from 'react'

import { Button } from '~/components/ui/Button'
import { Section } from '~/components/ui/Section'
import { type BundleFault, type Entry, readBundle } from '~/domain/bundle'
import { limits } from '~/domain/openapi/limits'
import { faultWords } from '~/features/openapi-import/fault-words'
import { formatNumber } from '~/i18n/format'
import { CodeEditor } from '~/features/code/CodeEditor'
import { m } from '~/i18n/gen/messages'

import { faults } from './words'

const words = {
  ...faults,
  kind: m.bundle_fault_kind,
  list: m.bundle_fault_list,
  unknown: (name: string) => m.bundle_fault_unknown({ name }),
  choice: (known: string) => m.bundle_fault_choice({ words: known }),
  twice: m.bundle_fault_twice,
  metadata: m.bundle_fault_metadata,
}

const tooLarge: BundleFault = {
  kind: 'text',
  fault: { code: 'too-large', pointer: '', line: undefined, excerpt: '', subject: '' },
}

interface Props {
  /** What the file says; undefined as long as it says nothing that can be read. */
  onRead: (entries: Entry[] | undefined) => void
}

/** The bundle, from a file or typed. Nothing of it is sent from here. */
export function BundleSource({ onRead }: Props) {
  const picker = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [found, setFound] = useState<BundleFault[]>([])
  const check = (source: string) => {
    const read = readBundle(source, words)
    setFound(read.faults ?? [])
    onRead(read.faults ? undefined : read.entries)
  }
  // What was listed is about the text from before.
  const type = (typed: string) => {
    setText(typed)
    onRead(undefined)
  }
  const pick = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0]
    // The same file, mended, can be chosen again.
    target.value = ''
    if (!file) return
    // Before it is read: what is too large must not fill the page's memory.
    if (file.size > limits.text) {
      setFound([tooLarge])
      onRead(undefined)
      return
    }
    const content = await file.text()
    setText(content)
    check(content)
  }
  return (
    <Section title={m.bundle_import()} description={m.bundle_import_hint()}>
      <div className="flex flex-col gap-3">
        <CodeEditor label={m.bundle_text()} language="yaml" value={text} onChange={type} />
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => picker.current?.click()}>{m.bundle_choose()}</Button>
          <input
            ref={picker}
            type="file"
            hidden
            aria-label={m.bundle_choose()}
            accept=".yaml,.yml,.json,application/yaml,application/json"
            onChange={(event) => void pick(event)}
          />
          <Button variant="primary" disabled={text.trim() === ''} onClick={() => check(text)}>
            {m.bundle_check()}
          </Button>
        </div>
        {found.length > 0 && <Faults faults={found} />}
      </div>
    </Section>
  )
}

/** A person mends the first ones first. */
const SHOWN = 20

function Faults({ faults: all }: { faults: readonly BundleFault[] }) {
  return (
    <div role="alert" className="rounded-md border border-bad-line bg-bad-soft px-3 py-2.5">
      <p className="font-medium text-bad">{m.bundle_refused()}</p>
      <ol className="mt-1 flex flex-col gap-1">
        {all.slice(0, SHOWN).map((fault) => {
          const { line, pointer } = fault.kind === 'text' ? fault.fault : fault
          const sentence = fault.kind === 'text' ? faultWords(fault.fault) : fault.problem
          return (
            <li key={`${line} ${pointer} ${sentence}`} className="[overflow-wrap:anywhere]">
              {line !== undefined && (
                <strong className="font-medium">
                  {m.bundle_at_line({ line: formatNumber(line) })}{' '}
                </strong>
              )}
              {sentence} {pointer !== '' && <code className="text-sm">{pointer}</code>}
            </li>
          )
        })}
      </ol>
      {all.length > SHOWN && (
        <p className="mt-1 text-muted">
          {m.bundle_more({ count: formatNumber(all.length - SHOWN) })}
        </p>
      )}
    </div>
  )
}
