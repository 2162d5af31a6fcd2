const { createPublicKey, verify } = require('node:crypto');

const shopKey = createPublicKey({ key: Buffer.from(process.env.SHOP_KEY, 'base64'), format: 'der', type: 'spki' });

/** Accepts the shop's own sessions, `SESSION.SIGNATURE`: who the customer is, until when, and how good a customer. */
exports.handler = async ({ authorizationToken, methodArn }) => {
  const [session = '', signature = ''] = authorizationToken.split('.');
  if (!verify(null, Buffer.from(session), shopKey, Buffer.from(signature, 'base64url'))) throw new Error('Unauthorized');
  const { customer, expires, tier } = JSON.parse(Buffer.from(session, 'base64url').toString());
  if (!(Date.now() < expires)) throw new Error('Unauthorized');
  return {
    principalId: customer,
    policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: methodArn }] },
    context: { tier },
  };
};
