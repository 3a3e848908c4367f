import { clsx } from 'clsx'
import FileIcon from 'lucide-react/icons/file-up'
import { type ChangeEvent, type DragEvent, type ReactNode, useRef, useState } from 'react'

import { Field } from '~/components/form/Field'
import { Button } from '~/components/ui/Button'
import { Name } from '~/components/ui/Name'
import { limits } from '~/domain/openapi/limits'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import type { SourceProps } from './DocumentPicker'

/** A file, dropped or picked. */
export function FileSource({ read, isReading, faultsId }: SourceProps) {
  const picker = useRef<HTMLInputElement>(null)
  const [name, setName] = useState<string>()
  const take = (file: File | undefined) => {
    if (!file) return
    setName(file.name)
    read({ content: file })
  }
  const pick = ({ target }: ChangeEvent<HTMLInputElement>) => {
    take(target.files?.[0])
    // The same file, mended, can be chosen again.
    target.value = ''
  }
  const hint = m.openapi_file_hint({ size: formatNumber(limits.text / 1024 ** 2) })
  return (
    <Field name="openapi-file" label={m.openapi_file()} hint={hint} isGroup>
      {() => (
        <DropZone onDrop={take}>
          <Button
            icon={FileIcon}
            pending={isReading}
            aria-describedby={faultsId}
            onClick={() => picker.current?.click()}
          >
            {m.openapi_file_choose()}
          </Button>
          <p className="min-w-0 text-muted [overflow-wrap:anywhere]">
            {name === undefined ? m.openapi_file_drop() : <Name value={name} />}
          </p>
          <input
            ref={picker}
            type="file"
            hidden
            aria-label={m.openapi_file()}
            accept=".json,.yaml,.yml,application/json,application/yaml,text/yaml"
            onChange={pick}
          />
        </DropZone>
      )}
    </Field>
  )
}

interface ZoneProps {
  onDrop: (file: File | undefined) => void
  children: ReactNode
}

function DropZone({ onDrop, children }: ZoneProps) {
  const [isOver, setIsOver] = useState(false)
  const over = (event: DragEvent) => {
    event.preventDefault()
    setIsOver(true)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setIsOver(false)
    onDrop(event.dataTransfer.files[0])
  }
  return (
    <div
      onDragOver={over}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
      className={clsx(
        'flex flex-wrap items-center gap-3 rounded-md border border-dashed px-3 py-3',
        isOver ? 'border-accent bg-sunken' : 'border-edge',
      )}
    >
      {children}
    </div>
  )
}
