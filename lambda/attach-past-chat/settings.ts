import { LATE_REHYDRATION_ENVIRONMENT, SESSION_ENVIRONMENT, START_CHAT_ENVIRONMENT } from '../../src/shared/environment';
import { InstanceSettings, parseInstanceArn } from '../connect-instance';
import { readNonEmptyVariable } from '../read-variables';
import type { SessionTableSettings } from '../sessions/session-table';
import { readSessionTableSettings } from '../sessions/settings';

export interface AttachSettings extends InstanceSettings {
  readonly queueUrl: string;
  /** Absent without a session store. */
  readonly sessionTable?: SessionTableSettings;
}

export function readAttachSettings(environment: NodeJS.ProcessEnv): AttachSettings {
  return {
    ...parseInstanceArn(readNonEmptyVariable(environment, START_CHAT_ENVIRONMENT.instanceArn)),
    queueUrl: readNonEmptyVariable(environment, LATE_REHYDRATION_ENVIRONMENT.queueUrl),
    sessionTable: environment[SESSION_ENVIRONMENT.tableName] === undefined ? undefined : readSessionTableSettings(environment),
  };
}
