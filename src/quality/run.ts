import { checks } from './checks.ts'
import { readDocument } from './document.ts'
import type { CheckInput, Finding } from './model.ts'

/**
 * Runs every check over a document's segments. Pure: the findings depend on the input alone, in the order of the segments and,
 * within one, of `checkIds`. Words come from locales/<locale>/checks.json with a finding's key and params.
 */
export const runChecks = (input: CheckInput): Finding[] => {
  const document = readDocument(input)
  return document.segments.flatMap((segment) =>
    Object.values(checks).flatMap((check) => check(segment, document)),
  )
}
