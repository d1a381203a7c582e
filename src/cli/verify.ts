import { Command } from 'commander'
import { z } from 'zod'
import { Refusal } from '../errors.ts'
import { KeySet, SignedStatement, type Verdict, verifyFile } from '../newsroom/statement.ts'
import { readGivenFile, readGivenJson } from './files.ts'

const DEADLINE_MS = 20_000

/** JSON from a file, or from an address of the web. */
const readJson = async <T>(place: string, schema: z.ZodType<T>): Promise<T> => {
  const unreadable = (reason: string, cause?: unknown) =>
    new Refusal('file-unreadable', { path: place, reason }, { cause })
  const fetched = async () => {
    const answer = await fetch(place, { signal: AbortSignal.timeout(DEADLINE_MS) })
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`)
    return answer.json()
  }
  const content = /^https?:\/\//.test(place)
    ? await fetched().catch((error) => {
        throw unreadable(error.message, error)
      })
    : await readGivenJson(place)
  const read = schema.safeParse(content)
  if (!read.success) throw unreadable(z.prettifyError(read.error))
  return read.data
}

const told = (verdict: Verdict, file: string, { statement, signature }: SignedStatement): string => {
  const { slug, revision, edition, publishedAt, url } = statement
  return {
    genuine: `Genuine: ${file} is ${slug}, version ${revision}, ${edition}, as published ${publishedAt}. Whether it was replaced or withdrawn since: ${url}`,
    'other-file': `Not genuine: ${file} is none of the files of ${slug}, version ${revision}, ${edition}.`,
    'signature-wrong': 'The statement was changed, or not signed by the office: it proves nothing.',
    'key-unknown': `The statement was signed with a key that is not among these: ${signature.keyId}. Get the keys anew from the office.`,
  }[verdict]
}

export const verifyCommand = new Command('verify')
  .description("says whether a file is what the office published, by the office's signed statement")
  .argument('<file>', 'for example a PDF')
  .requiredOption('--statement <file>', 'the statement: a file, or its address, /verify/<code>.json')
  .requiredOption(
    '--keys <file>',
    "the office's public keys: a file, or their address, /.well-known/bayon-keys.json",
  )
  .option('--json', 'print JSON')
  .action(async (file: string, options: { statement: string; keys: string; json?: true }) => {
    const signed = await readJson(options.statement, SignedStatement)
    const { keys } = await readJson(options.keys, KeySet)
    const verdict = verifyFile(await readGivenFile(file), signed, keys)
    const { statement } = signed
    const said = options.json ? JSON.stringify({ verdict, statement }) : told(verdict, file, signed)
    process.stdout.write(`${said}\n`)
    if (verdict !== 'genuine') process.exitCode = 1
  })
