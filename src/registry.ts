import type { Job } from './jobs/define.ts'
import type { Stage } from './pipeline.ts'

/** The jobs of each stage, loaded only in the process that runs it: Typst and MJML alone take 70 MB. */
export const loadJobs: Record<Stage, () => Promise<Job[]>> = {
  translate: async () => [(await import('./translation/draft.job.ts')).draftTranslation],
  review: async () => [
    (await import('./review/open.job.ts')).openReview,
    (await import('./review/remind.job.ts')).remindPeople,
    (await import('./review/notify.job.ts')).sendNotification,
    (await import('./accounts/letter.job.ts')).sendLetter,
    (await import('./newsroom/publish.job.ts')).publishReleaseJob,
    (await import('./webhooks/deliver.job.ts')).deliverWebhook,
  ],
  render: async () => [(await import('./publishing/render.job.ts')).renderEditionJob],
  mail: async () => [
    (await import('./mailing/freeze.job.ts')).freezeDispatch,
    (await import('./mailing/deliver.job.ts')).deliverDispatch,
    (await import('./mailing/cancel.job.ts')).cancelDeliveries,
  ],
}
