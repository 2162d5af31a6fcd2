import { CONTACT_FLOW_ID, INSTANCE_ID } from './backend-texts';
import { measureSynth } from './measured-synth';
import { PersistentChat } from 'cdk-connect-persistent-chat';

measureSynth((stack) => {
  new PersistentChat(stack, 'Chat', { instanceId: INSTANCE_ID, contactFlowId: CONTACT_FLOW_ID });
});
