import { Alert, Anchor, Group, Stack, Text, Title } from '@mantine/core'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { generatePath, Link } from 'react-router'
import { useFormat } from '../../format.ts'
import { Status } from '../../parts/Status.tsx'
import { useTitle } from '../../parts/useTitle.ts'
import { paths } from '../../paths.ts'
import { useDesk } from './context.ts'
import { useTurn } from './deciding.ts'
import styles from './Editor.module.css'

/** Which text this is, where it stands, and until when it is wanted. */
export const Head = () => {
  const { t } = useTranslation('editor')
  const { t: common } = useTranslation()
  const format = useFormat()
  const titleOf = useTitle()
  const { mayDecide, mayHandIn } = useTurn()
  const { translation } = useDesk()
  const title = titleOf(translation)
  const { slug, locale, status, dueAt, returned, approval, revision, editions, withdrawn, segments } =
    translation
  const language = common(`language.${locale}`)
  useEffect(() => {
    document.title = `${language}: ${title.text} · Bayon`
  }, [language, title.text])
  const open = segments.filter(({ target }) => target === '').length
  const locales = [...new Set(editions.flatMap((edition) => edition.split('+')))]
  return (
    <Stack gap={6} className={styles.head}>
      {(mayDecide || mayHandIn) && (
        <a className="skip" href="#decision">
          {t('decision.skip')}
        </a>
      )}
      <Anchor component={Link} to={generatePath(paths.release, { slug })} size="sm">
        ← {t('release')}
      </Anchor>
      <Group gap="sm">
        <Title order={1} size="h4" lang={title.lang}>
          {title.text}
        </Title>
        <Status status={status} open={open} prefix={language} />
      </Group>
      <Group gap="md">
        {revision > 1 && (
          <Text size="sm" c="dimmed">
            {t('revision', { number: revision })}
          </Text>
        )}
        {dueAt && (
          <Text size="sm" c={new Date(dueAt) < new Date() && status !== 'approved' ? 'red' : 'dimmed'}>
            {t('due', { when: format.moment(dueAt) })}
          </Text>
        )}
        {approval && !approval.voidedAt && (
          <Text size="sm" c="green">
            {t('approved-by', { name: approval.by, when: format.moment(approval.at) })}
          </Text>
        )}
        {locales
          .filter((other) => other !== locale)
          .map((other) => (
            <Anchor
              key={other}
              component={Link}
              size="sm"
              to={generatePath(paths.translation, { slug, locale: other })}
            >
              {common(`language.${other}`)}
            </Anchor>
          ))}
      </Group>
      {withdrawn && (
        <Alert color="red" p="xs">
          {t('withdrawn')}
        </Alert>
      )}
      {returned && (
        <Alert color="orange" title={t('returned', { name: returned.by })} p="xs">
          {returned.reason}
        </Alert>
      )}
      {locale === 'en' && status === 'in-review' && <Text size="sm">{t('english')}</Text>}
    </Stack>
  )
}
