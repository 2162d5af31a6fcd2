import { ConnectCalls } from '../../../../lambda/start-chat/connect/calls';
import { StartChatContact } from '../../../../lambda/start-chat/connect/client';
import { executePlan } from '../../../../lambda/start-chat/connect/execute';
import { StartPlan } from '../../../../lambda/start-chat/contract/start-plan';
import { FLOW_ID, INSTANCE_ID } from '../fixtures';

/** The client tokens of the calls that a plan with a refused source makes. */
async function listTokens(): Promise<(string | undefined)[]> {
  const tokens: (string | undefined)[] = [];
  const refuseSource: StartChatContact = async ({ ClientToken, PersistentChat }) => {
    tokens.push(ClientToken);
    if (PersistentChat) throw Object.assign(new Error(), { name: 'InvalidRequestException', $metadata: { httpStatusCode: 400 } });
    return { ContactId: 'contact', ParticipantId: 'participant', ParticipantToken: 'token', $metadata: {} };
  };
  const plan: StartPlan = {
    chat: { InstanceId: INSTANCE_ID, ContactFlowId: FLOW_ID, ParticipantDetails: { DisplayName: 'Ada' } },
    clientToken: 'first',
    sourceContactId: 'past',
    rehydrationType: 'ENTIRE_PAST_SESSION',
  };
  await executePlan(plan, { rehydrationFailure: 'START_NEW_CHAT' }, new ConnectCalls(refuseSource, new AbortController().signal));
  return tokens;
}

test('the chat without its source has another token, which is the same each time', async () => {
  const [first, second] = await listTokens();
  expect([first, second]).toEqual(['first', expect.stringMatching(/^[0-9a-f]{64}$/)]);
  expect(await listTokens()).toEqual([first, second]);
});
