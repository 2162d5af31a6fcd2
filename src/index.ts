import './private/needed-aws-cdk-lib';

export * from './anonymous-visitors';
export * from './chat-access';
export * from './chat-access-config';
export * from './chat-function-options';
export * from './chat-session-store';
export * from './chat-session-store-grants';
export * from './chat-session-table';
export * from './iam-callers';
export * from './managed-session-table-options';
export * from './persistent-chat';
export * from './persistent-chat-props';
export * from './rehydration-failure';
export * from './rehydration-type';
export * from './returning-customers';
export * from './signed-in-customers';
export * from './visitor-chat-limit';
export * from './visitor-limit';
