import type { ClientOptions } from 'google-gax'
import type { GoogleSettings } from '../../config.ts'

/**
 * Loads Google's library and opens its client, with the credentials that it finds in the environment.
 * @param options for the library's client, to reach the service elsewhere than at its own address
 */
export const openGoogle = async (settings: GoogleSettings, options: ClientOptions) => {
  const { v3 } = await import('@google-cloud/translate')
  return new v3.TranslationServiceClient({
    projectId: settings.project,
    fallback: settings.transport === 'rest',
    ...options,
  })
}
