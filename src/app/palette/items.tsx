import type { LucideIcon } from 'lucide-react'
import ApiIcon from 'lucide-react/icons/boxes'
import PolicyIcon from 'lucide-react/icons/shield-check'
import ConsumerIcon from 'lucide-react/icons/user-round'
import KeyIcon from 'lucide-react/icons/key-round'
import { Command } from 'cmdk'
import type { ReactNode } from 'react'

import { Name } from '~/components/ui/Name'
import type { Pasted } from '~/domain/lookup'
import type { Subscription } from '~/domain/subscription'
import { stepWords } from '~/features/subscriptions/step-words'
import { m } from '~/i18n/gen/messages'

import { paths } from '../paths'
import type { Entry } from './entries'
import type { Step } from './steps'
import type { Found } from './use-found'

interface ItemProps {
  id: string
  icon: LucideIcon
  hint?: string
  onChoose: () => void
  children: ReactNode
}

function Item({ id, icon: Icon, hint, onChoose, children }: ItemProps) {
  return (
    <Command.Item
      value={id}
      onSelect={onChoose}
      className="flex cursor-pointer items-center gap-2.5 rounded-md px-2 py-1.5 data-[selected=true]:bg-accent-soft"
    >
      <Icon aria-hidden size={15} className="shrink-0 text-muted" />
      <span className="min-w-0 flex-1">{children}</span>
      {hint !== undefined && (
        <span className="max-w-[45%] truncate text-sm text-muted">
          <Name value={hint} />
        </span>
      )}
    </Command.Item>
  )
}

/** A group that is only there when something is in it. */
function Group({ title, children }: { title: string; children: ReactNode[] }) {
  if (children.length === 0) return null
  return (
    <Command.Group
      heading={title}
      className="**:[[cmdk-group-heading]]:px-2 **:[[cmdk-group-heading]]:pt-2 **:[[cmdk-group-heading]]:pb-1 **:[[cmdk-group-heading]]:text-xs **:[[cmdk-group-heading]]:text-muted"
    >
      {children}
    </Command.Group>
  )
}

interface EntryProps {
  title: string
  entries: readonly Entry[]
  onChoose: (entry: Entry) => void
}

export function EntryItems({ title, entries, onChoose }: EntryProps) {
  return (
    <Group title={title}>
      {entries.map((entry) => (
        <Item key={entry.id} id={entry.id} icon={entry.icon} onChoose={() => onChoose(entry)}>
          {entry.label}
        </Item>
      ))}
    </Group>
  )
}

const icons = { api: ApiIcon, policy: PolicyIcon, consumer: ConsumerIcon }

interface FoundProps {
  tenant: string
  found: readonly Found[]
  onGo: (to: string) => void
}

export function FoundItems({ tenant, found, onGo }: FoundProps) {
  return (
    <Group title={m.app_palette_found()}>
      {found.map(({ kind, id, name, hint }) => (
        <Item
          key={id}
          id={`${kind}-${id}`}
          icon={icons[kind]}
          hint={hint}
          onChoose={() => onGo(paths[kind]({ tenant, id }))}
        >
          <Name value={name} />
        </Item>
      ))}
    </Group>
  )
}

interface StepProps {
  step: Step
  found: readonly Subscription[]
  onChoose: (subscription: Subscription) => void
}

export function StepItems({ step, found, onChoose }: StepProps) {
  return (
    <Group title={stepWords[step].label()}>
      {found.map((subscription) => (
        <Item
          key={subscription.id}
          id={`${step}-${subscription.id}`}
          icon={KeyIcon}
          hint={`${subscription.api_name} ${subscription.api_version}`}
          onChoose={() => onChoose(subscription)}
        >
          <Name value={subscription.consumer_name} />
        </Item>
      ))}
    </Group>
  )
}

/** Somebody's key or e-mail leads to the desk that says why they are refused. */
export function PastedItem({ kind, onChoose }: { kind: Pasted['kind']; onChoose: () => void }) {
  return (
    <Group title={m.desk_title()}>
      {[
        <Item key="pasted" id="pasted" icon={KeyIcon} onChoose={onChoose}>
          {kind === 'email' ? m.app_palette_desk_email() : m.app_palette_desk_key()}
        </Item>,
      ]}
    </Group>
  )
}
