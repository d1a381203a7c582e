const LONGEST = 80

/** Cut between words, where it has to be cut and has several. */
const short = (slug: string) =>
  slug.length <= LONGEST
    ? slug
    : slug
        .slice(0, LONGEST + 1)
        .replace(/-[^-]*$/, '')
        .slice(0, LONGEST)

/** A title as part of an address: ASCII letters and digits, hyphens between words, 80 characters at most; `release` where nothing is left. */
export const slugOf = (title: string): string =>
  short(
    title
      .slice(0, 1000)
      .normalize('NFKD')
      .toLowerCase()
      .replace(/['’‘]/g, '')
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, ''),
  ) || 'release'

/** The name of a release in addresses: its day, where it has one, and its title. */
export const releaseSlug = (title: string, day?: string): string =>
  [day, slugOf(title)].filter(Boolean).join('-')
