export * from './contact-event-rule';
export * from './session-function';
export * from './session-statements';
export * from './session-table';
export * from './session-use';
export * from './unused-store';
