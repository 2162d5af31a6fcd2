import { integStack } from './integ-stack';
import { CONTACT_FLOW_ID, INSTANCE_ID } from '../fixtures';

integStack('MinimalChat', { instanceId: INSTANCE_ID, contactFlowId: CONTACT_FLOW_ID });
