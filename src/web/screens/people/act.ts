/** What an administrator can do with somebody. */
export type Act = 'roles' | 'deactivation' | 'reactivation' | 'two-factor-reset'
