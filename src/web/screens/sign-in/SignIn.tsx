import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, useSearchParams } from 'react-router'
import { useWhoami } from '../../api/me.ts'
import { Entrance } from './Entrance.tsx'
import { pathOf, useEnter } from './enter.ts'
import { FirstStep } from './FirstStep.tsx'
import { OtherDoor } from './OtherDoor.tsx'
import { Refused } from './Refused.tsx'
import { SecondStep } from './SecondStep.tsx'

export default function SignIn() {
  const { t } = useTranslation()
  const [search] = useSearchParams()
  const { data: me } = useWhoami()
  const [halfway, setHalfway] = useState(false)
  const next = pathOf(search.get('next'))
  const enter = useEnter(next)
  if (me) return <Navigate to={next} replace />
  if (halfway)
    return (
      <Entrance title={t('sign-in.code-title')}>
        <SecondStep enter={enter} beginAgain={() => setHalfway(false)} />
      </Entrance>
    )
  return (
    <Entrance title={t('sign-in.title')}>
      <Refused code={search.get('refusal')} />
      <FirstStep enter={enter} goOn={() => setHalfway(true)} />
      <OtherDoor words="sign-in.oidc" next={next} />
    </Entrance>
  )
}
