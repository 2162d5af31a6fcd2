import { Duration, Validations } from 'aws-cdk-lib';
import { CfnVersion } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { integStack } from './integ-stack';
import { ChatAccess, RehydrationFailure, RehydrationType, ResponseMode, UnknownAttributes, VisitorLimit } from '../../src';
import { CONTACT_FLOW_ID, INSTANCE_ARN, SECOND_CONTACT_FLOW_ID } from '../fixtures';

const chat = integStack('EverythingChat', {
  instanceId: INSTANCE_ARN,
  contactFlowId: `${INSTANCE_ARN}/contact-flow/${CONTACT_FLOW_ID}`,
  additionalContactFlowIds: [SECOND_CONTACT_FLOW_ID],
  defaultRehydrationType: RehydrationType.FROM_SEGMENT,
  rehydrationFailure: RehydrationFailure.RETURN_ERROR,
  access: ChatAccess.anonymous({
    acceptSourceContactId: true,
    resumeHandleLifetime: Duration.days(7),
    visitorLimit: VisitorLimit.perSourceIp(50),
  }),
  allowedOrigins: ['https://www.example.com', 'https://*.shop.example.com'],
  allowedHeaders: ['X-Shop'],
  allowCredentials: true,
  allowedAttributes: ['orderId', 'Email'],
  allowedAttributePrefixes: ['form-'],
  unknownAttributes: UnknownAttributes.DROP,
  segmentAttributes: { 'connect:Subtype': 'connect:Guide' },
  responseMode: ResponseMode.COMPLETE,
  maxChatDuration: Duration.hours(24),
  disconnectAgentOnCustomerExit: true,
  attachments: true,
  throttle: { rateLimit: 2, burstLimit: 4 },
  provisionedConcurrentExecutions: 1,
  stageName: 'chat',
  accessLog: true,
  logRetention: RetentionDays.ONE_YEAR,
});

// The id of a version depends on the bundle, which the snapshot leaves out.
(chat.startChatAlias?.version.node.defaultChild as CfnVersion).overrideLogicalId('ChatFunctionVersion');

Validations.of(chat).acknowledge({
  id: 'cdk-connect-persistent-chat:anonymousAccess',
  reason: 'The chat of a public website: visitors do not sign in.',
});
Validations.of(chat).acknowledge({
  id: 'cdk-connect-persistent-chat:acceptSourceContactId',
  reason: 'AWS\'s unchanged mobile samples come back by the contact id.',
});
