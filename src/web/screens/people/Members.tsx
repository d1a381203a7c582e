import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../api/types.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import rows from '../../parts/rows.module.css'
import { ActOn } from './ActOn.tsx'
import type { Act } from './act.ts'
import { ChangeRoles } from './ChangeRoles.tsx'
import { MemberRow } from './MemberRow.tsx'

/** People, and the dialog in which something is changed about one of them. */
export const Members = ({ people }: { people: Member[] }) => {
  const { t } = useTranslation('people')
  const [asking, asker] = useDisclosure()
  const [meant, setMeant] = useState<{ act: Act; member: Member }>()
  return (
    <>
      <ul className={rows.rows}>
        {people.map((member) => (
          <MemberRow
            key={member.id}
            member={member}
            ask={(act) => {
              setMeant({ act, member })
              asker.open()
            }}
          />
        ))}
      </ul>
      {meant && (
        <Dialog
          opened={asking}
          close={asker.close}
          title={t(`act.${meant.act}.title`, { name: meant.member.name })}
        >
          {meant.act === 'roles' ? (
            <ChangeRoles member={meant.member} close={asker.close} />
          ) : (
            <ActOn act={meant.act} member={meant.member} close={asker.close} />
          )}
        </Dialog>
      )}
    </>
  )
}
