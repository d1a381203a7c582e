import { type Role, roles } from '../accounts/roles.ts'
import { mayAs } from './api/me.ts'
import type { Me } from './api/types.ts'
import type { paths } from './paths.ts'

export type Room = Exclude<keyof typeof paths, 'signIn' | 'invitation' | 'forgotten' | 'resetPassword'>

const officers: readonly Role[] = ['press-officer', 'publisher']
const senders: readonly Role[] = ['press-officer', 'publisher', 'administrator']
const overseers: readonly Role[] = ['publisher', 'administrator']

/** Who may go into which room. One's account is one's own without any role. */
const doors: Record<Room, readonly Role[] | null> = {
  home: roles,
  newRelease: officers,
  release: roles,
  revise: officers,
  publish: senders,
  translation: roles,
  lists: senders,
  list: senders,
  terms: roles,
  memory: roles,
  activity: overseers,
  insight: overseers,
  people: ['administrator'],
  office: ['administrator'],
  operations: ['administrator'],
  account: null,
}

/** Whether a room is open to somebody. The server decides what it shows; this spares the way there. */
export const isOpen = (room: Room, me: Me): boolean => {
  const wanted = doors[room]
  return wanted === null || mayAs(me, wanted)
}
