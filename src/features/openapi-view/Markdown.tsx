import { Name } from '~/components/ui/Name'
import { type Block, type Inline, markdown } from '~/domain/markdown'

/** A description as its author meant it, and never as more than text. */
export function Markdown({ text }: { text: string }) {
  return (
    <div className="flex flex-col gap-2 [overflow-wrap:anywhere]">
      {/* Blocks have no identity but their place. */}
      {markdown(text).map((block, at) => (
        // oxlint-disable-next-line react/no-array-index-key
        <BlockView key={at} block={block} />
      ))}
    </div>
  )
}

function BlockView({ block }: { block: Block }) {
  if (block.kind === 'code')
    return (
      <pre className="rounded-md border border-line bg-sunken p-2 text-sm whitespace-pre-wrap">
        {block.text}
      </pre>
    )
  if (block.kind === 'list') {
    const List = block.isOrdered ? 'ol' : 'ul'
    return (
      <List className={block.isOrdered ? 'list-decimal pl-6' : 'list-disc pl-6'}>
        {block.items.map((inline, at) => (
          // oxlint-disable-next-line react/no-array-index-key
          <li key={at}>
            <InlineView inline={inline} />
          </li>
        ))}
      </List>
    )
  }
  return (
    <p className={block.kind === 'heading' ? 'font-medium' : undefined}>
      <InlineView inline={block.inline} />
    </p>
  )
}

const tags = { text: 'span', code: 'code', strong: 'strong', emphasis: 'em' } as const

function InlineView({ inline }: { inline: readonly Inline[] }) {
  return inline.map((part, at) => {
    if (part.kind === 'link')
      return (
        <a
          // oxlint-disable-next-line react/no-array-index-key
          key={at}
          href={part.href}
          target="_blank"
          rel="noopener noreferrer"
          className="text-accent underline underline-offset-2"
        >
          <Name value={part.text} />
        </a>
      )
    const Tag = tags[part.kind]
    return (
      // oxlint-disable-next-line react/no-array-index-key
      <Tag key={at}>
        <Name value={part.text} />
      </Tag>
    )
  })
}
