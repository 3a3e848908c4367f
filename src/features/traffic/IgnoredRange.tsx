/** Says why another range is shown than the one in the address. */
export function IgnoredRange({ text }: { text: string | undefined }) {
  if (text === undefined) return null
  return (
    <p role="alert" className="rounded-md border border-warn-line bg-warn-soft px-3 py-2 text-warn">
      {text}
    </p>
  )
}
