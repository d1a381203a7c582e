import { Stack } from '@mantine/core'
import type { DispatchRow } from '../../api/types.ts'
import { DispatchCard } from './DispatchCard.tsx'

/** Every sending of the release, newest first. */
export const Dispatches = ({ rows }: { rows: DispatchRow[] }) => (
  <Stack gap="sm">
    {rows.map(({ id }) => (
      <DispatchCard key={id} id={id} />
    ))}
  </Stack>
)
