import { KeycloakAdmin } from '~/features/runbook/KeycloakAdmin'

import type { PartProps } from './part'

/** Where the default credentials are changed. */
export const Credentials = ({ runbook }: PartProps) => (
  <KeycloakAdmin result={runbook.results['day-7.credentials']} />
)
