import SignOutIcon from 'lucide-react/icons/log-out'

import type { Me } from '~/api/me'
import { session } from '~/auth/session'
import { Menu } from '~/components/ui/Menu'
import { Name } from '~/components/ui/Name'
import { m } from '~/i18n/gen/messages'

/** Who is signed in, with which roles, and the way out. Without `me` (nobody could say yet) the way out remains. */
export function AccountMenu({ me }: { me: Me | undefined }) {
  const name = me?.name ?? me?.email ?? me?.sub ?? '…'
  const roles = me?.roles.join(', ')
  return (
    <div className="flex min-w-0 items-center gap-2">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">
          <Name value={name} />
        </p>
        {me && (
          <p className="truncate text-xs text-muted" title={roles}>
            {roles || m.app_account_no_roles()}
          </p>
        )}
      </div>
      <Menu
        label={m.app_account({ name })}
        items={[
          { label: m.app_sign_out(), icon: SignOutIcon, onSelect: () => void session().logout() },
        ]}
      />
    </div>
  )
}
