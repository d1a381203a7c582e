import { text } from '../../i18n.ts'
import type { Locale } from '../../language/model.ts'
import type { Problem } from './model.ts'

/** What is wrong with entries of a file, each with its line, in a reader's language. */
export const tellProblems = (problems: Problem[], reader: Locale) =>
  problems.map(({ line, code, params }) => ({
    line,
    message: text(reader, `interchange:problem.${code}`, params),
  }))
