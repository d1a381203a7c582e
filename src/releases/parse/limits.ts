/** The largest file or paste, in megabytes of 1,000,000 bytes. */
export const maxMegabytes = 5
/** The most that the text parts of a Word file may unpack to, in megabytes. A book of 300 pages is about 5. */
export const maxUnpackedMegabytes = 10
/** The most parts that a Word file may have. */
export const maxParts = 2000
/** The most fields (page numbers, links, dates) that a part of a Word file may have. */
export const maxFields = 5000

export const megabyte = 1_000_000
