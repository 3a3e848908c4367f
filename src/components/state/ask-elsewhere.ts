/**
 * Where a question can be asked again by hand is the app's affair: it provides the address; without one the question is only shown. A
 * file of its own, because the app's first page provides it and draws no number.
 */
import { createContext } from 'react'

/** @param query the expression; gives the address of the page that runs it */
export type AskElsewhere = (query: string) => string

export const AskElsewhereContext = createContext<AskElsewhere | undefined>(undefined)
