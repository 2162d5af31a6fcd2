import * as fc from 'fast-check';

const text = fc.string({ unit: 'binary', maxLength: 20 });
// In a path; none of it may be empty.
const label = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const texts = fc.array(text, { maxLength: 3 });
const mapOf = <T>(value: fc.Arbitrary<T>) => fc.dictionary(text, value, { maxKeys: 4 });

const { segmentAttribute } = fc.letrec((tie) => ({
  segmentAttribute: fc.oneof({ maxDepth: 3 },
    fc.record({ ValueString: text }),
    fc.record({ ValueInteger: fc.integer() }),
    fc.record({ ValueMap: mapOf(tie('segmentAttribute')) }),
    fc.record({ ValueList: fc.array(tie('segmentAttribute'), { maxLength: 2 }) }),
  ),
}));

const bytes = fc.uint8Array({ minLength: 1, maxLength: 40 });
const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })).map(String);
const { attributeValue } = fc.letrec((tie) => ({
  attributeValue: fc.oneof({ maxDepth: 3 },
    fc.record({ S: text }), fc.record({ N: number }), fc.record({ B: bytes }), fc.record({ BOOL: fc.boolean() }), fc.constant({ NULL: true }),
    fc.record({ SS: texts }), fc.record({ NS: fc.array(number, { maxLength: 3 }) }), fc.record({ BS: fc.array(bytes, { maxLength: 3 }) }),
    fc.record({ L: fc.array(tie('attributeValue'), { maxLength: 3 }) }),
    fc.record({ M: mapOf(tie('attributeValue')) }),
  ),
}));

const item = mapOf(attributeValue);
const condition = {
  TableName: text,
  ConditionExpression: maybe(text),
  ExpressionAttributeNames: maybe(mapOf(text)),
  ExpressionAttributeValues: maybe(item),
  ReturnValues: maybe(fc.constantFrom('NONE', 'ALL_OLD')),
};

/** What an operation can be called with, by its name. What a request must have is always there. */
export const INPUTS = {
  StartChatContact: fc.record({
    InstanceId: text,
    ContactFlowId: text,
    ParticipantDetails: fc.record({ DisplayName: text }),
    // When it is absent, the SDK creates a random one.
    ClientToken: text,
    Attributes: maybe(mapOf(text)),
    InitialMessage: maybe(fc.record({ ContentType: text, Content: text })),
    ChatDurationInMinutes: maybe(fc.integer()),
    SupportedMessagingContentTypes: maybe(texts),
    PersistentChat: maybe(fc.record({ SourceContactId: text, RehydrationType: maybe(fc.constantFrom('ENTIRE_PAST_SESSION', 'FROM_SEGMENT')) })),
    RelatedContactId: maybe(text),
    SegmentAttributes: maybe(mapOf(segmentAttribute)),
    CustomerId: maybe(text),
    DisconnectOnCustomerExit: maybe(fc.constant(['AGENT'])),
    ParticipantConfiguration: maybe(fc.record({ ResponseMode: fc.constantFrom('INCREMENTAL', 'COMPLETE') })),
  }),
  CreatePersistentContactAssociation: fc.record({
    InstanceId: label, InitialContactId: label, SourceContactId: text, RehydrationType: fc.constantFrom('ENTIRE_PAST_SESSION', 'FROM_SEGMENT'), ClientToken: text,
  }),
  SendMessage: fc.record({ QueueUrl: text, MessageBody: text, DelaySeconds: maybe(fc.integer()) }),
  ChangeMessageVisibility: fc.record({ QueueUrl: text, ReceiptHandle: text, VisibilityTimeout: fc.integer() }),
  GenerateMac: fc.record({ KeyId: text, MacAlgorithm: fc.constant('HMAC_SHA_256'), Message: bytes, GrantTokens: maybe(texts), DryRun: maybe(fc.boolean()) }),
  GetItem: fc.record({ TableName: text, Key: item, ConsistentRead: maybe(fc.boolean()), ProjectionExpression: maybe(text) }),
  PutItem: fc.record({ ...condition, Item: item }),
  UpdateItem: fc.record({ ...condition, Key: item, UpdateExpression: maybe(text) }),
  DeleteItem: fc.record({ ...condition, Key: item }),
};

const chat = { ContactId: text, ParticipantId: text, ParticipantToken: text, ContinuedFromContactId: maybe(text) };

/** What a service can answer as JSON, by the name of the operation, with members that the SDK does not know. */
export const OUTPUTS = {
  StartChatContact: fc.record({ ...chat, Later: maybe(fc.jsonValue()) }),
  CreatePersistentContactAssociation: fc.record({ ContinuedFromContactId: maybe(text), Later: maybe(fc.jsonValue()) }),
  SendMessage: fc.record({ MessageId: text, Later: maybe(fc.jsonValue()) }),
  ChangeMessageVisibility: fc.record({ Later: maybe(fc.jsonValue()) }),
  GenerateMac: fc.record({ KeyId: text, MacAlgorithm: text, Mac: bytes.map((mac) => Buffer.from(mac).toString('base64')) }),
  GetItem: fc.record({
    Item: maybe(mapOf(fc.oneof(fc.record({ S: text }), fc.record({ N: number }), fc.record({ L: fc.array(fc.record({ S: text })) })))),
    Later: maybe(fc.jsonValue()),
  }),
  PutItem: fc.record({ Later: maybe(fc.jsonValue()) }),
  UpdateItem: fc.record({ Later: maybe(fc.jsonValue()) }),
  DeleteItem: fc.record({ Later: maybe(fc.jsonValue()) }),
};

export type OperationName = keyof typeof INPUTS;
