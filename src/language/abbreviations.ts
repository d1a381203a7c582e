/**
 * English abbreviations that end in a full stop, by what may follow. Sources: CLDR's English segmentation suppressions, the style of the
 * ministry's releases, and UN editorial practice for ranks and documents. In any case of letters unless written with capitals here.
 */

/** Something always follows: titles, ranks, "e.g.". A sentence never ends here. */
const open = `H.E H.Es H.R.H H.M H.H S.E Dr Drs Mr Mrs Ms Mx Messrs Prof Hon Rt Rev Fr Sr St Ste
  Gen Lt Col Maj Brig Capt Cpl Sgt Adm Cmdr Cdr Pvt Supt Insp Amb Min Sen Rep Gov Pres Supt Asst Assoc Dep Dir Atty
  e.g i.e viz vs cf ca approx incl esp Mt Ft`

/** A number or a code follows: "No. 5", "Art. 12", "Nov. 2023". Without one the full stop may end a sentence. */
const beforeNumber = `No Nos Art Arts Sec Secs para paras p pp vol vols ch chap fig figs ed eds ser reg res doc tel ext
  Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec`

/** May stand at a sentence's end or before its end: only a word that opens sentences decides. */
const either = `U.S U.N U.K E.U U.S.A U.A.E D.C P.R.C R.O.K D.P.R.K a.m p.m A.M P.M B.E A.D B.C C.E Ph.D M.A B.A LL.M M.D M.P
  Co Ltd Inc Corp Jr etc et al Bros Dept Govt Univ Assn Intl est Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec`

const setOf = (list: string) => new Set(list.split(/\s+/).map((word) => word.toLowerCase()))

/** Whether a text ends with an abbreviation or an initial, whose full stop need not be the end of a sentence: 1 p.m., Co., Ltd. */
export const endsWithAbbreviation = (text: string): boolean => {
  const word = /(?:^|[\s(“"‘'*[])((?:\p{L}\.)*\p{L}+)\.$/u.exec(text.slice(-20))?.[1]
  if (word === undefined) return false
  const key = word.toLowerCase()
  return (
    /^\p{Lu}$/u.test(word) ||
    [openAbbreviations, numberAbbreviations, eitherAbbreviations].some((list) => list.has(key))
  )
}

export const openAbbreviations = setOf(open)
export const numberAbbreviations = setOf(beforeNumber)
export const eitherAbbreviations = setOf(either)

/** Words that begin an English sentence far more often than they follow an abbreviation inside one. */
export const sentenceOpeners = new Set(
  `a after all also although among an and another as at based both but by currently despite during each every finally first following
  for from further furthermore he her here his how however if in indeed it its last later many meanwhile moreover most no on once
  one other our over regarding second several she since so some speaking such thank thanks that the their then there therefore these
  they third this those through throughout thus to today together two under upon we what when where whereas while who with you your`.split(
    /\s+/,
  ),
)
