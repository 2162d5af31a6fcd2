import { Validations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { allowCountingStarts } from './visitor-table';
import { ChatAccessConfig } from '../../chat-access-config';
import { VISITOR_ENVIRONMENT } from '../../shared/environment';
import { VisitorChatLimit } from '../../visitor-chat-limit';
import { checkMadeByFactory } from '../props/check-factory';

/** https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html */
const CONCURRENT_CHATS = 500;

/** What the start-chat function needs to count the chats of each address. */
export function configureVisitorChats(
  scope: Construct, limit: VisitorChatLimit = VisitorChatLimit.perAddress(),
): Required<Pick<ChatAccessConfig, 'functionEnvironment' | 'functionStatements'>> & Pick<ChatAccessConfig, 'visitorTable'> {
  checkMadeByFactory(scope, 'access.visitorChatLimit', limit, 'VisitorChatLimit.perAddress()');
  const { chatsPerAddress, table } = limit.bind(scope);
  if (chatsPerAddress === undefined || chatsPerAddress > CONCURRENT_CHATS / 4) warnOfLargeShare(scope, chatsPerAddress);
  if (chatsPerAddress === undefined || !table) return { functionEnvironment: {}, functionStatements: [] };
  return {
    visitorTable: table,
    functionEnvironment: { [VISITOR_ENVIRONMENT.tableName]: table.tableName, [VISITOR_ENVIRONMENT.chatsPerAddress]: `${chatsPerAddress}` },
    functionStatements: [allowCountingStarts(table)],
  };
}

function warnOfLargeShare(scope: Construct, chats: number | undefined): void {
  const held = chats === undefined ? 'as many chats as the instance allows' : `${chats} chats`;
  Validations.of(scope).addWarning(
    'cdk-connect-persistent-chat:visitorChatLimit',
    `One address can hold ${held}, which is more than a quarter of the ${CONCURRENT_CHATS} that Amazon Connect allows by default. `
    + 'Choose a smaller VisitorChatLimit, or acknowledge this warning if the instance has a larger quota or something else limits visitors.',
  );
}
