import { Text } from '@mantine/core'
import { useDeferredValue, useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import type { Finding, Segment, Thread } from '../../api/types.ts'
import { useDesk } from './context.ts'
import styles from './Editor.module.css'
import { blocks } from './findings.ts'
import type { Someone } from './presence.tsx'
import { Row } from './Row.tsx'
import type { Filter } from './Toolbar.tsx'

const none: never[] = []

/** Segments that are drawn at once when a text opens: more than a screen holds. The others follow while one reads. */
const AT_ONCE = 30

const grouped = <T extends { segmentId: string }>(all: T[]) => Map.groupBy(all, ({ segmentId }) => segmentId)

const shows: Record<Filter, (segment: Segment, findings: Finding[], threads: Thread[]) => boolean> = {
  all: () => true,
  open: ({ target }) => target === '',
  findings: (_, findings, threads) =>
    findings.some((one) => blocks(one) || !one.waived) ||
    threads.some(({ resolvedAt }) => resolvedAt === null),
  changed: ({ change, approvedText }) => change !== 'unchanged' || approvedText !== null,
}

/** The segments of a text, or those that a filter leaves. */
export const Rows = ({
  filter,
  threads,
  present,
}: {
  filter: Filter
  threads: Thread[]
  present: Someone[]
}) => {
  const { t } = useTranslation('editor')
  const { translation, focus } = useDesk()
  const { segments } = translation
  const findings = useMemo(() => grouped(translation.findings), [translation.findings])
  const talks = useMemo(() => grouped(threads), [threads])
  // A segment that is being worked on stays, also when it no longer fits.
  const shown = segments.filter(
    (segment) =>
      segment.id === focus.active ||
      shows[filter](segment, findings.get(segment.id) ?? none, talks.get(segment.id) ?? none),
  )
  useEffect(() => {
    focus.order = shown.map(({ id }) => id)
  })
  const linked = useSearchParams()[0].has('segment')
  const whole = useDeferredValue(true, linked)
  if (shown.length === 0) {
    return (
      <Text c="dimmed" p="lg" ta="center">
        {t('filter.none')}
      </Text>
    )
  }
  return (
    <ol className={styles.rows}>
      {(whole ? shown : shown.slice(0, AT_ONCE)).map((segment, at) => (
        <Row
          key={segment.id}
          segment={segment}
          number={segments.indexOf(segment) + 1}
          findings={findings.get(segment.id) ?? none}
          threads={talks.get(segment.id) ?? none}
          goesOn={segment.block === shown[at - 1]?.block}
          isFollowed={segment.block === shown[at + 1]?.block}
          present={
            present.some((one) => one.segment === segment.id)
              ? present.filter((one) => one.segment === segment.id)
              : none
          }
        />
      ))}
    </ol>
  )
}
