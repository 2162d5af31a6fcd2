import { Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ATTRIBUTE_KEYS, isAttributeKey } from './attribute-keys';
import { invalidProp } from './invalid-prop';
import { PersistentChatProps } from '../../persistent-chat-props';
import { NAME_ATTRIBUTE } from '../../shared/name-attribute';

/** Segment attributes of Connect's own have a colon. */
const SEGMENT_ATTRIBUTE_KEY = /^[A-Za-z0-9:_-]{1,128}$/;
const AUTHENTICATION = 'connect:CustomerAuthentication';

/** Throws for attributes that Connect would refuse, or that something else sets. */
export function checkAttributes(scope: Construct, props: PersistentChatProps): void {
  const { allowedAttributes = [], allowedAttributePrefixes = [], segmentAttributes = {} } = props;
  for (const key of allowedAttributes) {
    if (!isAttributeKey(key)) {
      throw invalidProp(scope, 'allowedAttributes', { must: `hold ${ATTRIBUTE_KEYS}`, got: key });
    }
    if (key === NAME_ATTRIBUTE) {
      throw invalidProp(scope, 'allowedAttributes', {
        must: `not hold '${NAME_ATTRIBUTE}', which is always the display name`, got: allowedAttributes, remedy: 'Leave it out.',
      });
    }
  }
  for (const prefix of allowedAttributePrefixes) {
    if (Token.isUnresolved(prefix) || !isAttributeKey(prefix)) {
      throw invalidProp(scope, 'allowedAttributePrefixes', {
        must: 'hold beginnings of attribute keys, of letters, digits, hyphens and underscores only, known at synthesis', got: prefix,
      });
    }
  }
  for (const [key, value] of Object.entries(segmentAttributes)) {
    const got = { [key]: value };
    if (key === AUTHENTICATION) {
      throw invalidProp(scope, 'segmentAttributes', {
        must: `not set '${AUTHENTICATION}', which says who has signed in`, got, remedy: 'Use identifyCustomer of the access.',
      });
    }
    if (!SEGMENT_ATTRIBUTE_KEY.test(key) || typeof value !== 'string' || value === '') {
      throw invalidProp(scope, 'segmentAttributes', { must: 'map keys of letters, digits, colons, hyphens and underscores to texts', got });
    }
  }
}
