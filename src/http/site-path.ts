/** An address of this site to go on to. Anything else leads home: `//elsewhere` is another site. */
export const sitePath = (next: string): string => (/^\/(?![/\\])[\x21-\x7e]*$/.test(next) ? next : '/')
