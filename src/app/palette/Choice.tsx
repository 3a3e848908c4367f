import { Command } from 'cmdk'
import { useState } from 'react'

import type { Me } from '~/api/me'
import { useMe } from '~/auth/permissions'
import { FailureNote } from '~/components/state/FailureNote'
import { usePaused } from '~/components/ui/use-paused'
import { readPasted } from '~/domain/lookup'
import { commanded, ranked } from '~/domain/palette'
import type { Subscription } from '~/domain/subscription'
import { handOver } from '~/features/lookup-hand-over'
import { m } from '~/i18n/gen/messages'

import { paths } from '../paths'
import { actionEntries, type Entry, houseEntries, placeEntries } from './entries'
import { EntryItems, FoundItems, PastedItem, StepItems } from './items'
import { type Step, verbWords } from './steps'
import { useFound, useSteppable } from './use-found'

interface Props {
  tenant: string
  onGo: (to: string) => void
  onRun: (run: () => void) => void
  onStep: (step: Step, subscription: Subscription) => void
}

/** What is typed, and below it what fits: found on the server, or known here. */
export function Choice({ tenant, onGo, onRun, onStep }: Props) {
  const who = useMe()
  const [typed, setTyped] = useState('')
  const { pasted, isKey, command, ...answer } = useAnswer(tenant, typed, who)
  const choose = ({ to, run }: Entry) => {
    if (to !== undefined) onGo(to)
    else if (run) onRun(run)
  }
  const toDesk = () => {
    handOver(typed)
    onGo(paths.lockedOut({ tenant }))
  }
  return (
    <Command shouldFilter={false} loop label={m.app_palette()} className="flex flex-col gap-2">
      <Command.Input
        value={typed}
        onValueChange={setTyped}
        placeholder={m.app_palette_placeholder()}
        maxLength={500}
        spellCheck={false}
        data-1p-ignore
        className="h-9 w-full rounded-md border border-edge bg-surface px-3"
      />
      <Command.List label={m.app_palette_results()} className="max-h-[50dvh] overflow-y-auto">
        {answer.isSettled && (
          <Command.Empty className="px-2 py-4 text-muted">{m.app_palette_nothing()}</Command.Empty>
        )}
        {(isKey || pasted.kind === 'email') && <PastedItem kind={pasted.kind} onChoose={toDesk} />}
        {command && (
          <StepItems
            step={command.verb}
            found={answer.steppable}
            onChoose={(subscription) => onStep(command.verb, subscription)}
          />
        )}
        <FoundItems tenant={tenant} found={answer.objects} onGo={onGo} />
        {!isKey && !command && <Known tenant={tenant} who={who} typed={typed} onChoose={choose} />}
      </Command.List>
      {answer.isPending && (
        <output className="block px-2 text-sm text-muted">{m.app_palette_searching()}</output>
      )}
      {answer.error !== null && <FailureNote failure={answer.error} />}
      <p className="px-2 text-xs text-muted">{m.app_palette_hint()}</p>
    </Command>
  )
}

/** What the text means, and what the server finds for it once the typing has paused. */
function useAnswer(tenant: string, typed: string, who: Me) {
  const pasted = readPasted(typed)
  // A key, or what looks like one, is not searched for: it would stand in an address and in logs.
  const isKey = ['key', 'prefix', 'malformed'].includes(pasted.kind)
  const command = commanded(typed, verbWords())
  const wanted = isKey ? '' : (command?.rest ?? typed).trim().slice(0, 200)
  const search = usePaused(wanted)
  const objects = useFound(tenant, command ? '' : search, who)
  const steppable = useSteppable(tenant, search, command?.verb, who)
  const { error, isPending } = command ? steppable : objects
  return {
    pasted,
    isKey,
    command,
    objects: wanted === '' ? [] : objects.found,
    steppable: steppable.found,
    error,
    isPending,
    isSettled: !isPending && error === null && search === wanted,
  }
}

interface KnownProps {
  tenant: string
  who: Me
  typed: string
  onChoose: (entry: Entry) => void
}

function Known({ tenant, who, typed, onChoose }: KnownProps) {
  const groups = [
    { title: m.app_palette_places(), entries: placeEntries(tenant, who) },
    { title: m.app_palette_actions(), entries: actionEntries(tenant, who) },
    { title: m.app_palette_house(), entries: houseEntries() },
  ]
  return groups.map(({ title, entries }) => (
    <EntryItems
      key={title}
      title={title}
      entries={ranked(entries, ({ label, also = '' }) => `${label} ${also}`, typed)}
      onChoose={onChoose}
    />
  ))
}
