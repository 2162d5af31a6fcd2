import type { QueueDefinition } from '../../../../local/aws/sqs/queue-definition';
import { Template } from '../../../../local/aws/template/template';
import type { TemplateBody } from '../../../../local/aws/template/template-body';

export const REGION = 'eu-central-1';

export function templateOf(Resources: TemplateBody['Resources'], sqsEndpoint?: string): Template {
  return new Template({ Resources }, { stackName: 'Chat', region: REGION, account: '111122223333', sqsEndpoint });
}

export function arnOf(queueName: string): string {
  return `arn:aws:sqs:${REGION}:111122223333:${queueName}`;
}

export function definitionOf(settings: Partial<QueueDefinition> = {}): QueueDefinition {
  return {
    name: 'Queue',
    arn: arnOf('Queue'),
    url: 'http://127.0.0.1/111122223333/Queue',
    delaySeconds: 0,
    visibilityTimeoutSeconds: 30,
    retentionSeconds: 3600,
    maxMessageBytes: 1024,
    ...settings,
  };
}
