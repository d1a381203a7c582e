/** A title as part of an address: ASCII letters and digits, hyphens between words, 80 characters at most; `release` where nothing is left. */
export const slugOf = (title: string): string =>
  title
    .slice(0, 1000)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/['’‘]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 80)
    .replace(/^-+|-+$/g, '') || 'release'

/** The name of a release in addresses: its day, where it has one, and its title. */
export const releaseSlug = (title: string, day?: string): string =>
  [day, slugOf(title)].filter(Boolean).join('-')
