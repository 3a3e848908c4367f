import { act, renderHook } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { m } from './gen/messages'
import { currentLocale, preferred, setLocale, useLocale } from './locale'

describe('preferred', () => {
  it.each([
    [['fr-CA', 'en'], 'fr'],
    [['de-DE', 'FR'], 'fr'],
    [['en-GB', 'fr'], 'en'],
    [['de', 'es'], 'en'],
    [[], 'en'],
  ])('of %j is %s', (languages, expected) => {
    expect(preferred(languages)).toBe(expected)
  })
})

describe('setLocale', () => {
  it('changes the words, the page language and whoever shows it, and is remembered', () => {
    const { result } = renderHook(() => [useLocale(), m.kit_close()])
    expect(result.current).toEqual(['en', 'Close'])
    act(() => setLocale('fr'))
    expect(result.current).toEqual(['fr', 'Fermer'])
    expect(document.documentElement.lang).toBe('fr')
    expect(localStorage.getItem('stoa-locale')).toBe('fr')
    expect(currentLocale()).toBe('fr')
  })
})
