import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Empty } from '../parts/Empty.tsx'
import { paths } from '../paths.ts'

export const NotFound = () => {
  const { t } = useTranslation()
  return (
    <Empty title={t('not-found.title')} lead={t('not-found.lead')}>
      <Button component={Link} to={paths.home} mt="md">
        {t('nav.home')}
      </Button>
    </Empty>
  )
}
