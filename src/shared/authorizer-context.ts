/** The key of a Lambda authorizer's context that identifies the customer, if no other is configured. API Gateway requires every authorizer to set it. */
export const DEFAULT_SUBJECT_KEY = 'principalId';
