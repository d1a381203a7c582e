import { Anchor, Badge, Group, Progress, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { generatePath, Link } from 'react-router'
import type { Release } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import rows from '../../parts/rows.module.css'
import { Status } from '../../parts/Status.tsx'
import { paths } from '../../paths.ts'

type Translation = Release['translations'][number]

const Language = ({ slug, translation }: { slug: string; translation: Translation }) => {
  const { t } = useTranslation('release')
  const { t: common } = useTranslation()
  const format = useFormat()
  const { locale, status, segments, open, errors, people, approval, returnedFor } = translation
  const language = common(`language.${locale}`)
  const done = segments - open
  const namesOf = (role: string) =>
    people
      .filter((one) => one.role === role)
      .map(({ name }) => name)
      .join(', ')
  return (
    <li className={rows.row}>
      <Stack gap={6} miw={0}>
        <Group gap="sm">
          <Anchor component={Link} to={generatePath(paths.translation, { slug, locale })} fw={600}>
            {language}
          </Anchor>
          <Status status={status} open={open} />
          {errors > 0 && (
            <Badge color="red" variant="light">
              {t('errors', { count: errors })}
            </Badge>
          )}
        </Group>
        {locale !== 'en' && (
          <Progress
            value={segments === 0 ? 0 : (done / segments) * 100}
            aria-label={t('progress', { language, done: format.number(done), all: format.number(segments) })}
            color={status === 'approved' ? 'green' : undefined}
          />
        )}
        <Text size="sm" c="dimmed">
          {t('segments', { count: segments })}
          {open > 0 && ` · ${t('open', { count: open })}`}
          {(['translator', 'reviewer'] as const).map(
            (role) =>
              namesOf(role) && ` · ${t('does', { role: common(`role.${role}`), who: namesOf(role) })}`,
          )}
        </Text>
        {approval && (
          <Text size="sm">{t('approved', { who: approval.by, when: format.moment(approval.at) })}</Text>
        )}
        {returnedFor && <Text size="sm">{t('returned', { reason: returnedFor })}</Text>}
      </Stack>
    </li>
  )
}

/** Each language: where it stands, how far it is, and who is on it. */
export const Languages = ({ release }: { release: Release }) => (
  <ul className={rows.rows}>
    {release.translations.map((translation) => (
      <Language key={translation.locale} slug={release.slug} translation={translation} />
    ))}
  </ul>
)
