const marked = /(\*\*[^*]+\*\*|\*[^*]+\*|\[[^[\]]+\]\([^\s()]+\))/

/** Inline Markdown as it will look; links are shown, not followed. */
export const Inline = ({ text }: { text: string }) =>
  text.split(marked).map((run, at) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: a run has no other name
    if (run.startsWith('**') && run.length > 4) return <strong key={at}>{run.slice(2, -2)}</strong>
    // biome-ignore lint/suspicious/noArrayIndexKey: a run has no other name
    if (run.startsWith('*') && run.length > 2) return <em key={at}>{run.slice(1, -1)}</em>
    // biome-ignore lint/suspicious/noArrayIndexKey: a run has no other name
    if (run.startsWith('[') && marked.test(run)) return <u key={at}>{run.slice(1, run.indexOf(']('))}</u>
    return run
  })
