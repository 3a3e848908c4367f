import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import settings from './project.inlang/settings.json'

type Message =
  | string
  | { declarations: string[]; selectors: string[]; match: Record<string, string> }[]
type Messages = Record<string, Message>

const root = `${import.meta.dirname}/messages`
const places = readdirSync(`${root}/en`)
const read = (language: string, place: string): Messages =>
  JSON.parse(readFileSync(`${root}/${language}/${place}`, 'utf8'))

const variants = (message: Message): string[] =>
  typeof message === 'string' ? [message] : message.flatMap((one) => Object.values(one.match))

const placeholders = (message: Message): string[] =>
  [...new Set(variants(message).flatMap((text) => text.match(/(?<!\\)\{\w+\}/g) ?? []))].sort()

/** Texts that are the same in both languages, because the words are. Anything else that is equal is not translated. */
const sameWords = new Set<string>(readJson('same-words.json'))

const asText = (message: Message | undefined): string =>
  typeof message === 'string' ? message : ''

const isEqual = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

function readJson(name: string): string[] {
  return JSON.parse(readFileSync(`${import.meta.dirname}/${name}`, 'utf8'))
}

describe('messages', () => {
  it('are compiled from every file there is', () => {
    const compiled = settings['plugin.inlang.messageFormat'].pathPattern.map((path) =>
      path.split('/').at(-1),
    )
    expect(new Set(compiled)).toEqual(new Set(places))
    expect(new Set(readdirSync(`${root}/fr`))).toEqual(new Set(places))
  })

  describe.each(places)('%s', (place) => {
    const english = read('en', place)
    const french = read('fr', place)

    it('has every key in both languages', () => {
      expect(Object.keys(french).sort()).toEqual(Object.keys(english).sort())
    })

    it('has the same placeholders in both', () => {
      const differing = Object.keys(english).filter(
        (key) => placeholders(english[key] ?? '').join() !== placeholders(french[key] ?? '').join(),
      )
      expect(differing).toEqual([])
    })

    it('names its keys after the place, in snake case', () => {
      const prefix = place.replace('.json', '')
      expect(
        Object.keys(english).filter((key) => !new RegExp(`^${prefix}_[a-z0-9_]+$`).test(key)),
      ).toEqual([])
    })

    it('is translated', () => {
      const untranslated = Object.keys(english).filter(
        (key) => isEqual(english[key], french[key]) && !sameWords.has(asText(english[key])),
      )
      expect(untranslated).toEqual([])
    })

    // French says "many" for a million, English never does: a variant for everything else is the only safe way.
    it('has a variant for every number', () => {
      const holes = [...Object.entries(english), ...Object.entries(french)].filter(
        ([, message]) =>
          typeof message !== 'string' &&
          message.some(
            (one) =>
              !Object.keys(one.match).some((key) =>
                key.split(',').every((part) => part.trim().endsWith('=*')),
              ),
          ),
      )
      expect(holes.map(([key]) => key)).toEqual([])
    })
  })

  it('lists as the same only what is the same somewhere', () => {
    const equal = places.flatMap((place) => {
      const french = read('fr', place)
      return Object.entries(read('en', place)).filter(([key, message]) =>
        isEqual(message, french[key]),
      )
    })
    const texts = new Set(equal.map(([, message]) => message))
    expect([...sameWords].filter((text) => !texts.has(text))).toEqual([])
  })
})
