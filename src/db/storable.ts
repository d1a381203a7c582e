/** A text without what Postgres cannot keep: NUL, and halves of letters. */
export const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '')
