import type { protos } from '@google-cloud/translate'
import type { GoogleSettings } from '../../config.ts'
import type { DraftRequest, RequestSegment } from '../model.ts'
import { codePoints } from './batches.ts'

type V3 = typeof protos.google.cloud.translation.v3
type TranslateText = Parameters<V3['TranslateTextRequest']['create']>[0]
type AdaptiveMtTranslate = Parameters<V3['AdaptiveMtTranslateRequest']['create']>[0]

/** A segment and the HTML that is sent for it. */
export interface Asked {
  segment: RequestSegment
  html: string
}

type Pair = Pick<DraftRequest, 'source' | 'target'>

/** Of each side of a reference pair, in code points: https://cloud.google.com/translate/docs/advanced/adaptive-translation */
const LONGEST_REFERENCE = 512

export const parentOf = ({ project, location }: GoogleSettings) => `projects/${project}/locations/${location}`

/** The glossary of a pair of languages: its id is the office's name for it and the pair, press-en-km. */
export const glossaryName = (settings: GoogleSettings, { source, target }: Pair) =>
  `${parentOf(settings)}/glossaries/${settings.glossary}-${source}-${target}`

const glossaryConfig = (settings: GoogleSettings, pair: Pair) =>
  settings.glossary
    ? { glossaryConfig: { glossary: glossaryName(settings, pair), ignoreCase: true } }
    : undefined

/** Whether the memory's match of a segment can go along as a reference. */
export const hasReference = ({ match }: RequestSegment): boolean =>
  match !== undefined && [match.source, match.target].every((side) => codePoints(side) <= LONGEST_REFERENCE)

/** A request to a model that is the same for everybody. */
export const translateText = (settings: GoogleSettings, pair: Pair, batch: Asked[]): TranslateText => ({
  parent: parentOf(settings),
  contents: batch.map(({ html }) => html),
  mimeType: 'text/html',
  sourceLanguageCode: pair.source,
  targetLanguageCode: pair.target,
  ...(settings.model && { model: `${parentOf(settings)}/models/${settings.model}` }),
  ...glossaryConfig(settings, pair),
})

const withoutMarks = (text: string) => text.replace(/\*+/g, '')

const referencesOf = (pair: Pair, batch: Asked[]) => ({
  referenceSentenceConfig: {
    sourceLanguageCode: pair.source,
    targetLanguageCode: pair.target,
    referenceSentencePairLists: batch.map(({ segment: { match } }) => ({
      referenceSentencePairs: [
        { sourceSentence: withoutMarks(match!.source), targetSentence: withoutMarks(match!.target) },
      ],
    })),
  },
})

/** A request to adaptive translation: with the references of each segment where all have one, else by the data set alone. */
export const adaptiveMtTranslate = (
  settings: GoogleSettings,
  pair: Pair,
  batch: Asked[],
): AdaptiveMtTranslate => ({
  parent: parentOf(settings),
  dataset: `${parentOf(settings)}/adaptiveMtDatasets/${settings.dataset}-${pair.source}-${pair.target}`,
  content: batch.map(({ html }) => html),
  mimeType: 'text/html',
  ...(batch.every(({ segment }) => hasReference(segment)) && referencesOf(pair, batch)),
  ...glossaryConfig(settings, pair),
})
