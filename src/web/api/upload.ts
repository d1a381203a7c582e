import i18next from 'i18next'
import { Offline, refusalOf } from './client.ts'

/** In ms: a file is read while it comes. */
const PATIENCE = 600_000

/**
 * Hands the server a file as it is. It is read there while it comes in, so that `tell` (a share from 0 to 1) says how
 * far that is.
 * @throws Problem where the server refuses, Offline where it does not answer
 */
export const upload = <T>(
  path: string,
  file: File,
  type: string,
  tell: (share: number) => void = () => {},
): Promise<T> =>
  new Promise((resolve, reject) => {
    // fetch() does not say how much of a body has gone out.
    const request = new XMLHttpRequest()
    request.open('POST', path)
    request.timeout = PATIENCE
    request.setRequestHeader('accept', 'application/json')
    request.setRequestHeader('accept-language', i18next.language)
    request.setRequestHeader('content-type', type)
    request.upload.onprogress = ({ loaded, total }) => tell(total > 0 ? loaded / total : 0)
    request.onerror = () => reject(new Offline(i18next.t('problem.offline')))
    request.ontimeout = request.onerror
    request.onload = () => {
      const { status, responseText } = request
      try {
        if (status < 300) return resolve(JSON.parse(responseText))
      } catch {
        // Not what our server answers.
      }
      reject(refusalOf(status, responseText, path))
    }
    request.send(file)
  })
