export * from './anonymous';
export * from './authorizer';
export * from './cognito';
export * from './iam';
export * from './jwt';
