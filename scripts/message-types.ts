/** The types of the compiled messages, in one file: a declaration file for each would cost the type check more than all else. */

const HEAD = `import type { LocalizedString } from '../runtime.js'

interface Options { locale?: 'en' | 'fr' }
`

/**
 * Takes the compiled functions by name and gives the declarations of all. What a function is given stands in the
 * `@typedef` that the compiler writes above it.
 * @throws when a function has none: the compiler then writes something else than this reads
 */
export function messageTypes(functions: ReadonlyMap<string, string>): string {
  const lines = [...functions].map(([name, text]) => {
    const inputs = /@typedef \{(.*)\} \w+Inputs \*\//.exec(text)?.[1]
    if (inputs === undefined) throw new Error(`the compiled message ${name} has no inputs`)
    const given = inputs === '{}' ? 'inputs?: {}' : `inputs: ${inputs}`
    return `export declare const ${name}: (${given}, options?: Options) => LocalizedString\n`
  })
  return HEAD + lines.join('')
}
