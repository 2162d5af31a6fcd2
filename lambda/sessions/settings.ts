import { SessionTableSettings } from './session-table';
import { SESSION_ENVIRONMENT } from '../../src/shared/environment';
import { readNonEmptyVariable, readWholeNumber } from '../read-variables';

export function readSessionTableSettings(environment: NodeJS.ProcessEnv): SessionTableSettings {
  return {
    tableName: readNonEmptyVariable(environment, SESSION_ENVIRONMENT.tableName),
    historySeconds: readWholeNumber(environment, SESSION_ENVIRONMENT.historySeconds),
  };
}
