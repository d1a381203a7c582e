import { Anchor } from '@mantine/core'

/** Where a term comes from: an address to go to, or words. */
export const Source = ({ source }: { source: string }) =>
  /^https?:\/\/\S+$/.test(source) ? (
    <Anchor href={source} target="_blank" rel="noreferrer" size="sm">
      {source}
    </Anchor>
  ) : (
    source
  )
