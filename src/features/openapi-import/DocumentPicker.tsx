import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useId, useState } from 'react'

import { openapi, type Source } from '~/api/openapi'
import { PendingStatus } from '~/components/ui/PendingStatus'
import { Tabs } from '~/components/ui/Tabs'
import type { ReadDocument } from '~/domain/openapi/read'
import { m } from '~/i18n/gen/messages'

import { AddressSource } from './AddressSource'
import { DocumentFaults } from './DocumentFaults'
import { FileSource } from './FileSource'
import { TextSource } from './TextSource'

interface Props {
  /** A document was read and is right. */
  onRead: (document: ReadDocument) => void
  /** Another one is tried: what was read before no longer counts. */
  onForget: () => void
}

/** What each way of giving a document takes. */
export interface SourceProps {
  read: (source: Source) => void
  isReading: boolean
  /** Id of what is wrong with it, where something is. */
  faultsId: string | undefined
}

/** An OpenAPI document from a file, as text or by its address; it is read and checked aside, and what is wrong is told by line. */
export function DocumentPicker({ onRead, onForget }: Props) {
  const [way, setWay] = useState('file')
  const faultsId = useId()
  const reading = useMutation({
    ...openapi.read(),
    onSuccess: (found) => ('faults' in found ? undefined : onRead(found)),
  })
  const choose = (id: string) => {
    setWay(id)
    reading.reset()
  }
  const faults = reading.data && 'faults' in reading.data ? reading.data.faults : undefined
  const source: SourceProps = {
    read: (given) => {
      onForget()
      reading.mutate(given)
    },
    isReading: reading.isPending,
    faultsId: faults && faultsId,
  }
  const told = faults && <DocumentFaults id={faultsId} faults={faults} />
  const tab = (id: string, label: string, content: ReactNode) => ({
    id,
    label,
    render: () => (
      <div className="flex flex-col gap-3">
        {content}
        {told}
        <PendingStatus isPending={reading.isPending} />
      </div>
    ),
  })
  return (
    <Tabs
      label={m.openapi_ways()}
      value={way}
      onChange={choose}
      tabs={[
        tab('file', m.openapi_way_file(), <FileSource {...source} />),
        tab('text', m.openapi_way_text(), <TextSource {...source} />),
        tab(
          'address',
          m.openapi_way_address(),
          <AddressSource {...source} failure={reading.error ?? undefined} />,
        ),
      ]}
    />
  )
}
