import { CreatePersistentContactAssociation$, StartChatContact$ } from '@aws-sdk/client-connect';
import { DeleteItem$, GetItem$, PutItem$, UpdateItem$ } from '@aws-sdk/client-dynamodb';
import { GenerateMac$ } from '@aws-sdk/client-kms';
import { ChangeMessageVisibility$, SendMessage$ } from '@aws-sdk/client-sqs';
import type { OperationName } from './inputs';
import { Outcome, outcomeOf } from './outcome';
import { createSqsClient } from '../../../lambda/late-rehydration/past-chat-queue';
import { createDynamoDbClient } from '../../../lambda/sessions/dynamodb';
import { createConnectClient } from '../../../lambda/start-chat/connect/client';
import { createKmsClient } from '../../../lambda/start-chat/handles/kms-keys';

export interface CallMessage {
  readonly id: number;
  readonly operation: OperationName;
  readonly input: object;
}

export interface OutcomeMessage {
  readonly id: number;
  readonly outcome: Partial<Outcome>;
}

const region = process.env.AWS_REGION!;
const [connect, kms, dynamoDb] = [createConnectClient(region, process.env), createKmsClient(region, process.env), createDynamoDbClient('Sessions', process.env)];
const sqs = createSqsClient(process.env);
const calls: Record<OperationName, (input: object) => Promise<object>> = {
  StartChatContact: async (input) => connect.call(StartChatContact$, input),
  CreatePersistentContactAssociation: async (input) => connect.call(CreatePersistentContactAssociation$, input),
  SendMessage: async (input) => sqs.call(SendMessage$, input),
  ChangeMessageVisibility: async (input) => sqs.call(ChangeMessageVisibility$, input),
  GenerateMac: async (input) => kms.call(GenerateMac$, input),
  GetItem: async (input) => dynamoDb.call(GetItem$, input),
  PutItem: async (input) => dynamoDb.call(PutItem$, input),
  UpdateItem: async (input) => dynamoDb.call(UpdateItem$, input),
  DeleteItem: async (input) => dynamoDb.call(DeleteItem$, input),
};

// Makes the calls that it is sent, as a handler's process would.
process.on('message', ({ id, operation, input }: CallMessage) => {
  void outcomeOf(calls[operation](input)).then((outcome) => process.send!({ id, outcome } satisfies OutcomeMessage));
});
