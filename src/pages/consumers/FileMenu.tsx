import { useMutation } from '@tanstack/react-query'
import FileIcon from 'lucide-react/icons/file-spreadsheet'
import { useNavigate } from 'react-router'

import { consumerBulk } from '~/api/consumer-bulk'
import { paths } from '~/app/paths'
import { saveFile } from '~/components/ui/save-file'
import { Menu } from '~/components/ui/Menu'
import { toast } from '~/components/ui/toast'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import type { ConsumerSearch } from './search'
import { filterOf } from './search'

/** Takes the filtered consumers out as a file; the server writes it, whatever their number. */
export function useExport(tenant: string, search: ConsumerSearch) {
  const { search: text, email, status } = filterOf(search)
  const download = useMutation({
    ...consumerBulk.export(tenant),
    onMutate: () => toast(m.bulk_exporting(), 'info'),
    onSuccess: (csv) => {
      saveFile(`consumers-${tenant}.csv`, 'text/csv', csv)
      toast(m.bulk_exported())
    },
    onError: ({ message }) => toast(m.bulk_export_failed({ cause: message }), 'bad'),
  })
  return () => download.mutate({ search: text, email, status })
}

interface Props {
  tenant: string
  /** Consumers that the filter finds; undefined while it is not known. */
  total: number | undefined
  onExport: () => void
  disabledBecause: string | undefined
}

/** Consumers as a file: out by the filter, and in. */
export function FileMenu({ tenant, total, onExport, disabledBecause }: Props) {
  const navigate = useNavigate()
  return (
    <Menu
      label={m.bulk_csv_label()}
      text={m.bulk_csv()}
      icon={FileIcon}
      variant="secondary"
      size="md"
      items={[
        {
          label: m.bulk_export_filtered({ count: total ?? 0, shown: formatNumber(total ?? 0) }),
          onSelect: onExport,
        },
        {
          label: m.bulk_import(),
          onSelect: () => void navigate(paths.importConsumers({ tenant })),
          ...(disabledBecause !== undefined && { disabledBecause }),
        },
      ]}
    />
  )
}
