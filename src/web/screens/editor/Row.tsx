import { Alert, Badge, Button, Group, Stack, Text } from '@mantine/core'
import { IconHistory, IconMessage } from '@tabler/icons-react'
import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Locale } from '../../../language/model.ts'
import type { Finding, Segment, Thread } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { Difference, Runs } from '../../parts/Difference.tsx'
import { Inline } from '../../parts/Inline.tsx'
import { Comments } from './Comments.tsx'
import { Conflict } from './Conflict.tsx'
import { useCell, useDesk, useIsActive } from './context.ts'
import styles from './Editor.module.css'
import { FindingList } from './FindingList.tsx'
import { blocks } from './findings.ts'
import { History } from './History.tsx'
import { OriginBadge, Proposal } from './Origin.tsx'
import { Present, type Someone } from './presence.tsx'
import { SourceText } from './SourceText.tsx'
import { TargetField } from './TargetField.tsx'

export interface RowProps {
  segment: Segment
  number: number
  findings: Finding[]
  threads: Thread[]
  present: Someone[]
  /** Whether it goes on in the paragraph of the segment before. */
  goesOn: boolean
  /** Whether the next segment goes on in this one's paragraph. */
  isFollowed: boolean
}

/** What changed in the English since the revision before, and in the target since it was approved. */
const Changes = ({ segment }: { segment: Segment }) => {
  const { t } = useTranslation('editor')
  const { translation } = useDesk()
  const { text } = useCell(segment.id)
  const locale = translation.locale as Locale
  return (
    <>
      {segment.previous && (
        <Text size="sm">
          <Text span size="xs" c="dimmed">
            {t('changed-source')}{' '}
          </Text>
          <Runs runs={segment.previous.difference} lang="en" />
        </Text>
      )}
      {segment.approvedText !== null && segment.approvedText !== text && (
        <Text size="sm">
          <Text span size="xs" c="dimmed">
            {t('changed-target')}{' '}
          </Text>
          <Difference before={segment.approvedText} after={text} lang={locale} />
        </Text>
      )}
    </>
  )
}

const Tools = ({ segment, findings, threads }: Pick<RowProps, 'segment' | 'findings' | 'threads'>) => {
  const { t } = useTranslation('editor')
  // Where there are comments they are open, until somebody closes them.
  const [chosen, choose] = useState<'history' | 'comments' | null>()
  const open = chosen === undefined && threads.length > 0 ? 'comments' : chosen
  const toggle = (what: 'history' | 'comments') => () => choose(open === what ? null : what)
  return (
    <Stack gap="xs" className={styles.tools}>
      <Proposal segment={segment} />
      <Changes segment={segment} />
      <FindingList findings={findings} segment={segment} />
      <Group gap="xs">
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconMessage size={15} />}
          aria-expanded={open === 'comments'}
          data-tool="comments"
          onClick={toggle('comments')}
        >
          {t('comments.title')}
        </Button>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconHistory size={15} />}
          aria-expanded={open === 'history'}
          data-tool="history"
          onClick={toggle('history')}
        >
          {t('history.title')}
        </Button>
      </Group>
      {open === 'history' && <History segment={segment} />}
      {open === 'comments' && <Comments segment={segment} threads={threads} />}
    </Stack>
  )
}

/** A segment: English, target, where the text comes from and what is to be said about it. */
export const Row = memo(({ segment, number, findings, threads, present, goesOn, isFollowed }: RowProps) => {
  const { t } = useTranslation('editor')
  const format = useFormat()
  const { focus, translation } = useDesk()
  const { state, problem } = useCell(segment.id)
  const active = useIsActive(segment.id)
  const errors = findings.filter(blocks).length
  const warnings = findings.filter(({ severity, waived }) => severity === 'warning' && !waived).length
  const openThreads = threads.filter(({ resolvedAt }) => resolvedAt === null).length
  const isSource = translation.locale === 'en'
  return (
    <li
      id={`segment-${segment.id}`}
      className={styles.row}
      data-active={active || undefined}
      data-type={segment.type}
      data-single={isSource || undefined}
      data-goes-on={goesOn || undefined}
      data-followed={isFollowed || undefined}
      onFocusCapture={() => focus.enter(segment.id)}
      onPointerDown={() => focus.enter(segment.id)}
    >
      <div className={styles.number} aria-hidden>
        {format.number(number)}
      </div>
      {isSource ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever reads by the keyboard goes from segment to segment
        <p lang="en" className={styles.source} data-text tabIndex={0}>
          <Inline text={segment.source} />
        </p>
      ) : (
        <SourceText segment={segment} findings={findings} />
      )}
      <div className={styles.side}>
        {!isSource && <TargetField segment={segment} number={number} findings={findings} />}
        <Group gap={6} className={styles.badges}>
          {!isSource && <OriginBadge segment={segment} />}
          {segment.change !== 'unchanged' && translation.revision > 1 && (
            <Badge size="sm" variant="light" color="grape">
              {t(`change.${segment.change}`)}
            </Badge>
          )}
          {errors > 0 && (
            <Badge size="sm" color="red" variant="light">
              {t('errors', { count: errors })}
            </Badge>
          )}
          {warnings > 0 && (
            <Badge size="sm" color="yellow" variant="light" autoContrast>
              {t('warnings', { count: warnings })}
            </Badge>
          )}
          {openThreads > 0 && (
            <Badge size="sm" color="blue" variant="light">
              {t('comments.open', { count: openThreads })}
            </Badge>
          )}
          {state !== 'saved' && (
            <Text size="xs" c={state === 'refused' ? 'red' : 'dimmed'}>
              {t(`state.${state}`)}
            </Text>
          )}
          <Present people={present} />
        </Group>
        {state === 'refused' && (
          <Alert color="red" role="alert" p="xs">
            {problem}
          </Alert>
        )}
        {state === 'conflict' && <Conflict id={segment.id} />}
        {active && <Tools segment={segment} findings={findings} threads={threads} />}
      </div>
    </li>
  )
})
