export * from './check-table';
export * from './contact-event-rule';
export * from './session-statements';
export * from './session-table';
export * from './table-place';
export * from './unused-store';
export * from './use-session-store';
