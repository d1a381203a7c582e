import { Stack, Text, Title } from '@mantine/core'
import type { Event } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import rows from '../../parts/rows.module.css'
import styles from './Activity.module.css'
import { Details } from './Details.tsx'
import { Sentence } from './Sentence.tsx'

/** Events under their days. */
export const EventList = ({ events }: { events: Event[] }) => {
  const format = useFormat()
  const days = Map.groupBy(events, ({ at }) => format.day(at))
  return [...days].map(([day, those]) => (
    <Stack key={day} component="section" gap={0} aria-label={day}>
      <Title order={2} size="h5" mb={4}>
        {day}
      </Title>
      <ul className={rows.rows}>
        {those.map((event) => (
          <li key={event.seq} className={`${rows.row} ${styles.event}`}>
            <Text component="time" dateTime={event.at} size="sm" c="dimmed">
              {format.time(event.at)}
            </Text>
            <div>
              <Sentence event={event} />
              <Details event={event} />
            </div>
          </li>
        ))}
      </ul>
    </Stack>
  ))
}
