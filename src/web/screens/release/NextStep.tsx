import { Alert, Text } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { DispatchRow, Release } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { nextSteps, type Step } from './next.ts'

/** What is to be done next and by whom, in one line for each language that waits. */
export const NextStep = ({ release, dispatches }: { release: Release; dispatches: DispatchRow[] }) => {
  const { t } = useTranslation('release')
  const { t: common } = useTranslation()
  const format = useFormat()
  const words = ({ what, locale, role, people = [], open = 0, when }: Step) => {
    const deed = t(`step.${what}`, {
      language: locale && common(`language.${locale}`),
      count: open,
      when: when && format.moment(when),
    })
    const who = people.length > 0 ? people.join(', ') : role && t(`anybody.${role}`)
    return who ? t('by', { deed, who }) : deed
  }
  return (
    <Alert variant="light" icon={<IconArrowRight />} title={t('next')} role="status">
      {nextSteps(release, dispatches).map((step) => (
        <Text key={step.what + step.locale} size="sm">
          {words(step)}
        </Text>
      ))}
    </Alert>
  )
}
