import { type FoundTime, sameTime } from '../language/times.ts'
import { type Facts, valueKey } from './facts.ts'
import { type Mismatch, pair } from './mismatch.ts'

/** Where two texts do not say the same times of day. Noon and midnight have words of their own. */
export const compareTimes = (source: Facts, target: Facts): Mismatch<FoundTime>[] => {
  const isNoon = (time: FoundTime) => time.minute === 0 && time.hour % 12 === 0
  const missing = source.times.filter(
    (time) =>
      !target.times.some((other) => sameTime(time, other)) &&
      !isNoon(time) &&
      !(
        [time.hour, time.hour % 12].some((hour) => target.values.has(hour)) &&
        (time.minute === 0 || target.values.has(time.minute))
      ),
  )
  const added = target.times.filter(
    (time) =>
      !source.times.some((other) => sameTime(time, other)) &&
      !isNoon(time) &&
      !source.values.has(time.hour) &&
      !source.values.has(time.hour % 12) &&
      !source.values.has(valueKey(time.hour + time.minute / 100)) &&
      !source.values.has(valueKey((time.hour % 12) + time.minute / 100)),
  )
  return pair(missing, added, () => 0)
}
