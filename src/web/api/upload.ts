import i18next from 'i18next'
import { Offline, Problem } from './client.ts'

/**
 * Sends a file. The server reads it while it takes it in, so that `tell` (a share from 0 to 1) says how far that is.
 * @throws Problem where the server refuses, Offline where it does not answer
 */
export const upload = <T>(path: string, file: File, tell: (share: number) => void): Promise<T> =>
  new Promise((resolve, reject) => {
    // fetch() does not say how much of a body has gone out.
    const request = new XMLHttpRequest()
    request.open('POST', path)
    request.setRequestHeader('accept', 'application/json')
    request.setRequestHeader('accept-language', i18next.language)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.onprogress = ({ loaded, total }) => tell(total > 0 ? loaded / total : 0)
    request.onerror = () => reject(new Offline(i18next.t('problem.offline')))
    request.onload = () => {
      const { status } = request
      try {
        const answer = JSON.parse(request.responseText)
        if (status < 300) resolve(answer)
        else reject(new Problem(answer))
      } catch {
        const detail = i18next.t('problem.no-words', { status })
        reject(new Problem({ code: 'internal', status, detail }))
      }
    }
    request.send(file)
  })
