import { useMutation } from '@tanstack/react-query'
import FileIcon from 'lucide-react/icons/file-down'

import { audit, type AuditFilter } from '~/api/audit'
import { Menu } from '~/components/ui/Menu'
import { saveFile } from '~/components/ui/save-file'
import { toast } from '~/components/ui/toast'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

interface Props {
  tenant: string
  filter: AuditFilter
  /** Rows that the filter finds; undefined while it is not known. */
  total: number | undefined
}

/** All that the filter finds as a file; the server writes it, whatever the number of rows. */
export function ExportMenu({ tenant, filter, total }: Props) {
  const download = useMutation({
    ...audit.export(tenant),
    onMutate: () => toast(m.bulk_exporting(), 'info'),
    onSuccess: (text, { format }) => {
      saveFile(
        `audit-${tenant}.${format}`,
        format === 'csv' ? 'text/csv' : 'application/json',
        text,
      )
      toast(m.bulk_exported())
    },
    onError: ({ message }) => toast(m.bulk_export_failed({ cause: message }), 'bad'),
  })
  const shown = formatNumber(total ?? 0)
  return (
    <Menu
      label={m.audit_export()}
      text={m.audit_export()}
      icon={FileIcon}
      variant="secondary"
      size="md"
      items={[
        {
          label: m.audit_export_csv({ count: total ?? 0, shown }),
          onSelect: () => download.mutate({ format: 'csv', filter }),
        },
        {
          label: m.audit_export_json({ count: total ?? 0, shown }),
          onSelect: () => download.mutate({ format: 'json', filter }),
        },
      ]}
    />
  )
}
