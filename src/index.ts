export * from './anonymous-visitors';
export * from './chat-access';
export * from './persistent-chat';
export * from './rehydration-failure';
export * from './rehydration-type';
export * from './signed-in-customers';
export * from './visitor-limit';
