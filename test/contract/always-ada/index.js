/** Takes everybody for the same customer, and allows the method that was called, or every POST of the stage. */
exports.handler = async ({ methodArn }) => {
  console.log('Who is it?');
  const [api, stage] = methodArn.split('/');
  const Resource = process.env.ALLOWS === 'EVERY_POST' ? `${api}/${stage}/POST/*` : methodArn;
  return {
    principalId: 'ada',
    policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource }] },
    context: { issuer: 'shop' },
  };
};
