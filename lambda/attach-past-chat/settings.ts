import { LATE_REHYDRATION_ENVIRONMENT, START_CHAT_ENVIRONMENT } from '../../src/shared/environment';
import { InstanceSettings, parseInstanceArn } from '../connect-instance';
import { readNonEmptyVariable } from '../read-variables';

export interface AttachSettings extends InstanceSettings {
  readonly queueUrl: string;
}

export function readAttachSettings(environment: NodeJS.ProcessEnv): AttachSettings {
  return {
    ...parseInstanceArn(readNonEmptyVariable(environment, START_CHAT_ENVIRONMENT.instanceArn)),
    queueUrl: readNonEmptyVariable(environment, LATE_REHYDRATION_ENVIRONMENT.queueUrl),
  };
}
