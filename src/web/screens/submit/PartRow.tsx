import { Text } from '@mantine/core'
import { type CSSProperties, memo } from 'react'
import { useTranslation } from 'react-i18next'
import { Inline } from '../../parts/Inline.tsx'
import type { Part } from './parts.ts'
import styles from './Submit.module.css'

const markOf = ({ role, number, marker }: Part) =>
  role !== 'list-item' ? '' : marker ? `${marker} ` : number !== undefined ? `${number}. ` : '• '

/** One line of the page as it will look; it opens to be mended. */
export const PartRow = memo(({ part, onOpen }: { part: Part; onOpen: (key: string) => void }) => {
  const { t } = useTranslation('submit')
  const { key, role, text, level = 0 } = part
  return (
    <button
      type="button"
      id={`part-${key}`}
      className={styles.text}
      data-role={role}
      style={{ '--level': level } as CSSProperties}
      aria-describedby={`role-${key}`}
      lang={text ? 'en' : undefined}
      onClick={() => onOpen(key)}
    >
      {text ? (
        <>
          {markOf(part)}
          <Inline text={text} />
        </>
      ) : (
        <Text span c="dimmed" fs="italic">
          {t(role === 'title' ? 'no-title' : 'no-words')}
        </Text>
      )}
    </button>
  )
})
