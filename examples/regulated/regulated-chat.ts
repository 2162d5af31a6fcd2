import { App, CfnResource, Stack, Validations } from 'aws-cdk-lib';
import { ChatAccess, PersistentChat } from 'cdk-connect-persistent-chat';

/** Why each finding of cdk-nag's NIST 800-53 R5 and HIPAA packs is left as it is. */
const REASONS: Record<string, string> = {
  CloudWatchLogGroupEncrypted: 'CloudWatch Logs encrypts all logs. These hold ids, durations and error names, no personal data and no tokens.',
  IAMNoInlinePolicy: 'Each policy belongs to one role, names that role\'s own resources, and goes with it.',
  LambdaConcurrency: 'The start-chat function has reserved concurrency. The authorizer takes milliseconds, and has to answer when the other is busy. The one that attaches past chats runs twice at once at most.',
  LambdaDLQ: 'API Gateway calls two functions synchronously: there is no event that a queue could keep. The third reads a queue that has a dead-letter queue.',
  LambdaInsideVPC: 'The functions call Amazon Connect and the token issuer, and reach nothing in a VPC.',
  APIGWAssociatedWithWAF: 'Every caller is signed in, and API Gateway throttles.',
  APIGWCacheEnabledAndEncrypted: 'Each answer holds a customer\'s participant token: a cache would give it to somebody else.',
  APIGWExecutionLoggingEnabled: 'Execution logs would hold what people typed, and participant tokens. The access log holds neither.',
  APIGWSSLEnabled: 'A client certificate is for HTTP integrations. This API has a Lambda integration.',
  APIGWXrayEnabled: 'The access log and the function\'s log have the request id and the durations.',
};

/** A chat for signed-in customers, for an account that is held to NIST 800-53 R5 or HIPAA. */
export class RegulatedChat extends Stack {
  constructor(app: App, id: string) {
    super(app, id);
    const chat = new PersistentChat(this, 'Chat', {
      instanceId: '11111111-1111-1111-1111-111111111111',
      contactFlowId: '22222222-2222-2222-2222-222222222222',
      access: ChatAccess.jwt({ issuer: 'https://login.example.com/', audience: ['https://chat.example.com'] }),
      allowedOrigins: [app.node.tryGetContext('pageOrigin') ?? 'https://www.example.com'],
    });
    // 5 requests a second, each of 12 s at the longest.
    (chat.startChatFunction.node.defaultChild as CfnResource).addPropertyOverride('ReservedConcurrentExecutions', 60);
    for (const [rule, reason] of Object.entries(REASONS)) {
      for (const pack of ['NIST.800.53.R5', 'HIPAA.Security']) Validations.of(this).acknowledge({ id: `${pack}-${rule}`, reason });
    }
    Validations.of(this).acknowledge({ id: 'AwsSolutions-APIG3', reason: REASONS.APIGWAssociatedWithWAF });
  }
}
