import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { useMe } from '../../api/me.ts'
import type { Member } from '../../api/types.ts'
import { sayDone } from '../../parts/done.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { grantsOf, keyOf } from './grants.ts'
import { Roles } from './Roles.tsx'
import { RolesField } from './RolesField.tsx'

/** Gives somebody other roles; what they had and what they will have stand side by side. */
export const ChangeRoles = ({ member, close }: { member: Member; close: () => void }) => {
  const { t } = useTranslation('people')
  const { t: common } = useTranslation()
  const me = useMe()
  const queries = useQueryClient()
  const before = member.grants.map(keyOf)
  const [keys, setKeys] = useState(before)
  const after = grantsOf(keys)
  const change = useMutation({
    mutationFn: () => call('PUT', `/api/people/${member.id}/grants`, { grants: after }),
    onSuccess: async () => {
      sayDone(t('act.roles.done', { name: member.name }))
      close()
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['people'] }),
        queries.invalidateQueries({ queryKey: ['me'] }),
      ])
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate()
  }
  const same = keys.length === before.length && keys.every((key) => before.includes(key))
  const leaving = member.id === me.id && before.includes('administrator') && !keys.includes('administrator')
  return (
    <form onSubmit={submit}>
      <Stack>
        <RolesField value={keys} onChange={setKeys} />
        <Stack gap={6} aria-live="polite">
          <Text size="sm" fw={600}>
            {t('before')}
          </Text>
          <Roles grants={member.grants} />
          <Text size="sm" fw={600}>
            {t('after')}
          </Text>
          {same ? (
            <Text size="sm" c="dimmed">
              {t('same')}
            </Text>
          ) : (
            <Roles grants={after} />
          )}
        </Stack>
        {leaving && !change.error && <Alert color="orange">{t('leaving')}</Alert>}
        <ProblemNote error={change.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {common('cancel')}
          </Button>
          <Button type="submit" disabled={same} loading={change.isPending}>
            {common('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
