/** CodeMirror for PromQL: completion and lint, in a shadow root as code-view.ts has it. */
import { acceptCompletion, autocompletion, completionStatus } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { bracketMatching, forceParsing } from '@codemirror/language'
import { EditorState, Prec } from '@codemirror/state'
import { drawSelection, EditorView, highlightSpecialChars, keymap } from '@codemirror/view'
import { PromQLExtension } from '@prometheus-io/codemirror-promql'
import { shadowOf, typingOverSelection, whenTyped } from './code-view'
import { editorLook } from './editor-look'

/** What completion asks. Each may fail: then nothing is offered, and writing goes on. */
export interface MetricsSource {
  metricNames: () => Promise<string[]>
  labelNames: (metric?: string) => Promise<string[]>
  labelValues: (label: string, metric?: string) => Promise<string[]>
  metadata: () => Promise<Record<string, { type: string; help: string }[]>>
  series: (metric: string) => Promise<Map<string, string>[]>
}

interface Options {
  label: string
  /** How it is used by keyboard. */
  description: string
  value: string
  source: MetricsSource
  onChange: (text: string) => void
  /** Takes what is written at that moment, of which the page may not have heard yet. */
  onRun: (text: string) => void
}

const orNone = <T>(answer: Promise<T>, none: T): Promise<T> => answer.catch(() => none)

/** The source in the shape that the completion of Prometheus takes. */
const clientOf = (source: MetricsSource) => ({
  metricNames: () => orNone(source.metricNames(), []),
  labelNames: (metric?: string) => orNone(source.labelNames(metric), []),
  labelValues: (label: string, metric?: string) => orNone(source.labelValues(label, metric), []),
  metricMetadata: () => orNone(source.metadata(), {}),
  series: (metric: string) => orNone(source.series(metric), []),
  flags: () => Promise.resolve({}),
})

/** Longest wait for the rest of an expression to be read, in milliseconds; one of 100,000 characters needs some tens. */
const READING_MS = 1_000

/**
 * Lint that says nothing of an expression of which only the beginning has been read: on a busy machine the editor puts the rest off,
 * and Prometheus' linter takes the end of what was read for a fault.
 */
function lintWhole(promql: PromQLExtension): PromQLExtension {
  const lint = promql.getLinter().promQL()
  return promql.setLinter({
    promQL: () => (view) =>
      forceParsing(view, view.state.doc.length, READING_MS) ? lint(view) : [],
  })
}

/** An editor in the host's shadow root; `destroy()` takes it away. */
export function createPromqlEditor(host: HTMLElement, options: Options): EditorView {
  const { label, description, value, source, onChange, onRun } = options
  const root = shadowOf(host)
  const promql = lintWhole(new PromQLExtension().setComplete({ remote: clientOf(source) }))
  const run = ({ state }: EditorView) => {
    onRun(state.doc.toString())
    return true
  }
  return new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: value,
      extensions: [
        history(),
        highlightSpecialChars(),
        drawSelection(),
        bracketMatching(),
        EditorView.lineWrapping,
        typingOverSelection,
        promql.asExtension(),
        autocompletion(),
        // Tab takes the offer that is open; without one it leaves, as it does elsewhere on the page.
        Prec.highest(
          keymap.of([
            { key: 'Mod-Enter', run },
            { key: 'Shift-Enter', run },
            {
              key: 'Tab',
              run: (view) => completionStatus(view.state) === 'active' && acceptCompletion(view),
            },
          ]),
        ),
        keymap.of([...historyKeymap, ...defaultKeymap]),
        EditorView.contentAttributes.of({
          'aria-label': label,
          'aria-description': description,
          spellcheck: 'false',
          tabindex: '0',
        }),
        editorLook(),
        whenTyped(onChange),
      ],
    }),
  })
}
