/**
 * Where the choice of columns is kept is the app's affair: it provides a keeper; without one the choice lasts as long as
 * the table is drawn. A file of its own, because the app's first page provides it and draws no table.
 */
import { createContext } from 'react'

export interface ChoiceKeeper {
  read: (name: string) => string | undefined
  write: (name: string, value: string) => void
}

export const ChoiceKeeperContext = createContext<ChoiceKeeper | undefined>(undefined)
