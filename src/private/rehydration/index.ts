export * from './is-rehydrated-late';
export * from './late-rehydration';
