/** What a person may be; translators and reviewers are it for a locale. */
export const roles = ['press-officer', 'translator', 'reviewer', 'publisher', 'administrator'] as const
export type Role = (typeof roles)[number]
