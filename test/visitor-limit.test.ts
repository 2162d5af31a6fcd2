import { App, Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { ACCOUNT, chatInStack, only, REGION, templateOf } from './fixtures';
import { AnonymousAccessOptions, ChatAccess, VisitorLimit } from '../src';

import { jwt, synthesized, warnings } from './chat-access-fixture';

describe.each<[string, (visitorLimit: VisitorLimit) => ChatAccess]>([
  ['visitors', (visitorLimit) => ChatAccess.anonymous({ visitorLimit })],
  ['signed-in customers', (visitorLimit) => jwt({ visitorLimit })()],
])('a limit of %s', (_, access) => {
  const CLOUDFRONT = 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/own/1';

  test.each<[string, VisitorLimit, string]>([
    ['that was not called', VisitorLimit.perSourceIp as never, 'access.visitorLimit must be a VisitorLimit; got a function. Call the function, as in VisitorLimit.perSourceIp().'],
    ['by a web ACL of CloudFront', VisitorLimit.webAcl(CLOUDFRONT), `VisitorLimit.webAcl must be given the ARN of a web ACL with the scope REGIONAL in the stack's Region, like 'arn:aws:wafv2:us-west-2:111122223333:regional/webacl/NAME/ID'; got "${CLOUDFRONT}".`],
    ['by a web ACL of another Region', VisitorLimit.webAcl(CLOUDFRONT.replace('global', 'regional')), 'VisitorLimit.webAcl must be given the ARN'],
    ['by a web ACL\'s name', VisitorLimit.webAcl('own'), 'VisitorLimit.webAcl must be given the ARN'],
  ])('%s fails at synth', (__, limit, message) => {
    const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: REGION } });
    expect(() => chatInStack({ access: access(limit) }, stack)).toThrow(message);
  });
});

const IS_POST = {
  FieldToMatch: { Method: {} }, PositionalConstraint: 'EXACTLY', SearchString: 'POST', TextTransformations: [{ Priority: 0, Type: 'NONE' }],
};

describe('anonymous visitors', () => {
  const anonymous = (options?: AnonymousAccessOptions) => synthesized(() => ChatAccess.anonymous(options));

  test('come with a warning', () => {
    expect(warnings(() => ChatAccess.anonymous())).toEqual([expect.stringContaining('Anybody who knows the URL can start chats.')]);
  });

  test.each<[string, AnonymousAccessOptions, number]>([
    ['100 requests in five minutes by default', {}, 100],
    ['the number in VisitorLimit.perSourceIp', { visitorLimit: VisitorLimit.perSourceIp(10) }, 10],
  ])('are limited for each IP address to %s', (_, options, limit) => {
    const { template } = anonymous(options);
    const [[webAclId, { Properties: { Rules, Scope } }]] = Object.entries(template.findResources('AWS::WAFv2::WebACL'));
    expect(Rules).toEqual([expect.objectContaining({
      Action: { Block: {} },
      Statement: {
        RateBasedStatement: { AggregateKeyType: 'IP', EvaluationWindowSec: 300, Limit: limit, ScopeDownStatement: { ByteMatchStatement: IS_POST } },
      },
    })]);
    expect(Scope).toBe('REGIONAL');
    const [stageId] = Object.keys(template.findResources('AWS::ApiGateway::Stage'));
    template.hasResourceProperties('AWS::WAFv2::WebACLAssociation', {
      WebACLArn: { 'Fn::GetAtt': [webAclId, 'Arn'] },
      ResourceArn: { 'Fn::Join': ['', Match.arrayWith([{ Ref: stageId }])] },
    });
  });

  test('get an error that their page can read when the web ACL blocks them', () => {
    const { template } = synthesized(() => ChatAccess.anonymous(), { allowedOrigins: ['https://www.example.com'] });
    const [{ Properties }] = Object.values(template.findResources('AWS::ApiGateway::GatewayResponse', { Properties: { ResponseType: 'WAF_FILTERED' } }));
    const message = 'The request was blocked. Too many may have come from this address: try again in a few minutes.';
    expect(JSON.parse(Properties.ResponseTemplates['application/json']))
      .toEqual({ data: { Error: { code: 'RequestBlocked', message } }, message, requestId: '$context.requestId' });
    expect(Properties.ResponseParameters).toMatchObject({ 'gatewayresponse.header.Access-Control-Allow-Origin': "'https://www.example.com'" });
  });

  test('are counted separately for each chat', () => {
    const metricNames = ['One', 'Two'].flatMap((id) => {
      const { VisibilityConfig, Rules } = only(templateOf({ access: ChatAccess.anonymous() }, new Stack(new App(), id)), 'AWS::WAFv2::WebACL');
      return [VisibilityConfig.MetricName, Rules[0].VisibilityConfig.MetricName];
    });
    expect(new Set(metricNames).size).toBe(4);
  });

  test('may have a web ACL of the user\'s own, or none', () => {
    const webAclArn = 'arn:aws:wafv2:us-west-2:111122223333:regional/webacl/own/1';
    const own = anonymous({ visitorLimit: VisitorLimit.webAcl(webAclArn) }).template;
    own.hasResourceProperties('AWS::WAFv2::WebACLAssociation', { WebACLArn: webAclArn });
    own.resourceCountIs('AWS::WAFv2::WebACL', 0);
    anonymous({ visitorLimit: VisitorLimit.none() }).template.resourceCountIs('AWS::WAFv2::WebACLAssociation', 0);
  });

  test.each<[string, AnonymousAccessOptions, string]>([
    ['9 requests', { visitorLimit: VisitorLimit.perSourceIp(9) }, 'VisitorLimit.perSourceIp must be given a whole number, at least 10 (the minimum of AWS WAF), known at synthesis; got 9.'],
    ['10.5 requests', { visitorLimit: VisitorLimit.perSourceIp(10.5) }, 'VisitorLimit.perSourceIp must be given a whole number, at least 10 (the minimum of AWS WAF), known at synthesis; got 10.5.'],
  ])('with a limit of %s fail at synth', (_, options, message) => {
    expect(() => anonymous(options)).toThrow(message);
  });
});
