import { z } from 'zod'
import { normaliseTags } from './tags.ts'

/** Tags as people write them, in the form in which they are kept. */
export const Tags = z
  .array(z.string().max(200))
  .max(100)
  .transform((written, context) => {
    const tags = normaliseTags(written)
    if (tags) return tags
    context.addIssue({
      code: 'custom',
      message: 'at most 20 tags of 40 characters, without commas and semicolons',
    })
    return z.NEVER
  })
