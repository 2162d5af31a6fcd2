export const REHYDRATION_FAILURES = ['START_NEW_CHAT', 'RETURN_ERROR'] as const;

/** What to do when a past chat cannot be continued. */
export interface RehydrationSettings {
  readonly rehydrationFailure: (typeof REHYDRATION_FAILURES)[number];
}
