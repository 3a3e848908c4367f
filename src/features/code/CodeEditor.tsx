import { codeEditorWith } from '~/components/editor/CodeEditor'

/** The editor with the console's reader of JSON and YAML, whose limits are those of everything that is read here. */
export const CodeEditor = codeEditorWith(async () => (await import('~/domain/code-text')).readText)
