import { Refusal } from '../errors.ts'
import { placeOf, placeOfSyntaxError } from '../publishing/json-place.ts'
import { OfficeStyle, plainStyle } from '../publishing/style.ts'
import { readGivenFile } from './files.ts'

/** The style that a file holds, the plain one without a file. Refuses (`file-unreadable`, with line and column) what is none. */
export const readStyle = async (path?: string): Promise<OfficeStyle> => {
  if (!path) return plainStyle
  const source = (await readGivenFile(path)).toString('utf8')
  const refuse = (reason: string, { line, column }: ReturnType<typeof placeOf>) =>
    new Refusal('file-unreadable', { path: `${path}:${line}:${column}`, reason })
  let json: unknown
  try {
    json = JSON.parse(source)
  } catch (error) {
    throw refuse((error as Error).message, placeOfSyntaxError(source, error as Error))
  }
  const style = OfficeStyle.safeParse(json)
  if (style.success) return style.data
  const [issue] = style.error.issues
  throw refuse(`${issue!.path.join('.')}: ${issue!.message}`, placeOf(source, issue!.path))
}
