import { Button, Stack, Text } from '@mantine/core'
import { IconPlus, IconUpload } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mayAs, useMe } from '../../api/me.ts'
import type { Concept } from '../../api/types.ts'
import { Empty } from '../../parts/Empty.tsx'
import { FileMenu } from '../../parts/FileMenu.tsx'
import { useFilters } from '../../parts/filters.ts'
import { Page } from '../../parts/Page.tsx'
import { Portions, usePortions } from '../../parts/Portions.tsx'
import rows from '../../parts/rows.module.css'
import { ConceptDrawer } from './ConceptDrawer.tsx'
import { ConceptRow } from './ConceptRow.tsx'
import { ImportTerms } from './ImportTerms.tsx'
import { TermFilters } from './TermFilters.tsx'

const filters = ['q', 'kind', 'locale', 'unconfirmed'] as const

/** The termbase: what has to be called how, in three languages. */
export default function Terms() {
  const { t } = useTranslation('terms')
  const me = useMe()
  const { get, set } = useFilters()
  const [importing, setImporting] = useState(false)
  const wanted = Object.fromEntries(filters.map((name) => [name, get(name)]))
  const isFiltered = Object.values(wanted).some(Boolean)
  const concepts = usePortions<Concept>({
    name: ['terms'],
    path: '/api/terms',
    wanted,
    next: (_, offset) => ({ offset }),
  })
  const administrator = mayAs(me, ['administrator'])
  return (
    <Page
      title={t('title')}
      actions={
        <>
          <FileMenu
            label={t('export')}
            files={[
              { name: t('file.tbx'), href: '/api/terms/export?format=tbx' },
              { name: t('file.csv'), href: '/api/terms/export?format=csv' },
            ]}
          />
          {administrator && (
            <Button
              variant="default"
              leftSection={<IconUpload size={18} />}
              onClick={() => setImporting(true)}
            >
              {t('import')}
            </Button>
          )}
          {mayAs(me, ['reviewer', 'administrator']) && (
            <Button leftSection={<IconPlus size={18} />} onClick={() => set({ concept: 'new' }, true)}>
              {t('add')}
            </Button>
          )}
        </>
      }
    >
      <Text c="dimmed" size="sm">
        {t('lead')}
      </Text>
      <Stack gap="sm">
        <TermFilters />
        <Portions
          of={concepts}
          empty={
            <Empty
              order={2}
              title={t(isFiltered ? 'none-found' : 'none')}
              lead={t(isFiltered ? 'none-found-lead' : 'none-lead')}
            />
          }
        >
          {(found) => (
            <ul className={rows.rows} aria-label={t('title')}>
              {found.map((concept) => (
                <ConceptRow key={concept.id} concept={concept} isOpen={get('concept') === concept.id} />
              ))}
            </ul>
          )}
        </Portions>
      </Stack>
      <ConceptDrawer id={get('concept')} onMove={(concept) => set({ concept }, true)} />
      {administrator && <ImportTerms opened={importing} onClose={() => setImporting(false)} />}
    </Page>
  )
}
