import { Names, Token, aws_wafv2 as wafv2 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { checkWebAclArn } from './private/access/web-acl-arn';
import { invalidProp } from './private/props/invalid-prop';

/** The minimum of AWS WAF: https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html */
const FEWEST_REQUESTS = 10;

/**
 * How a `VisitorLimit` configures the API.
 */
export interface VisitorLimitConfig {
  /**
   * The ARN of the web ACL that filters the API's requests.
   *
   * @default - no web ACL
   */
  readonly webAclArn?: string;

  /**
   * The web ACL, if the limit creates it.
   *
   * @default - the limit creates no web ACL
   */
  readonly webAcl?: wafv2.CfnWebACL;
}

/**
 * Limits the requests of one visitor.
 *
 * API Gateway's throttle counts all visitors together, so without such a limit one visitor can keep the others out.
 */
export abstract class VisitorLimit {
  /**
   * Accepts this number of requests from one IP address in five minutes. AWS WAF blocks further ones with 403
   * `RequestBlocked`. Visitors who share the address of a company or a mobile carrier share the limit. Only POST requests
   * count.
   *
   * AWS WAF acts late, often half a minute and sometimes minutes, so more requests than this can pass.
   *
   * Creates a web ACL with one rule. AWS charges for the web ACL, for the rule and for every request.
   *
   * @param requests a whole number, at least 10. The default is 100
   * @see https://aws.amazon.com/waf/pricing/
   */
  public static perSourceIp(requests: number = 100): VisitorLimit {
    return new (class extends VisitorLimit {
      public bind(scope: Construct): VisitorLimitConfig {
        if (Token.isUnresolved(requests) || !Number.isInteger(requests) || requests < FEWEST_REQUESTS) {
          throw invalidProp(scope, 'VisitorLimit.perSourceIp', {
            must: `be given a whole number, at least ${FEWEST_REQUESTS} (the minimum of AWS WAF), known at synthesis`, got: requests,
          });
        }
        const webAcl = createRateLimitingWebAcl(scope, requests);
        return { webAcl, webAclArn: webAcl.attrArn };
      }
    })();
  }

  /**
   * Your own web ACL limits visitors.
   *
   * @param webAclArn the ARN of a web ACL with the scope REGIONAL, in the stack's Region
   */
  public static webAcl(webAclArn: string): VisitorLimit {
    return new (class extends VisitorLimit {
      public bind(scope: Construct): VisitorLimitConfig {
        checkWebAclArn(scope, webAclArn);
        return { webAclArn };
      }
    })();
  }

  /**
   * No limit. Use it if a content delivery network in front of the API, or a web ACL that you associate yourself, limits visitors.
   *
   * A content delivery network limits those who use it. The API's own URL at `execute-api` stays open to everybody, without a
   * limit. There are two ways to close it. Let the network send a secret header, and let your own web ACL block requests without
   * it: then use `VisitorLimit.webAcl`. Or set `disableExecuteApiEndpoint`, and let the network call a custom domain name. That
   * name is a public endpoint, too: without a secret header, whoever knows it passes the network by.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html
   */
  public static none(): VisitorLimit {
    return new (class extends VisitorLimit {
      public bind(): VisitorLimitConfig {
        return {};
      }
    })();
  }

  /**
   * Called once, by the access that uses this limit.
   *
   * @param scope the `PersistentChat`
   */
  public abstract bind(scope: Construct): VisitorLimitConfig;
}

/** Preflight requests start no chats. */
const IS_POST: wafv2.CfnWebACL.StatementProperty = {
  byteMatchStatement: {
    fieldToMatch: { method: {} },
    positionalConstraint: 'EXACTLY',
    searchString: 'POST',
    textTransformations: [{ priority: 0, type: 'NONE' }],
  },
};

function createRateLimitingWebAcl(scope: Construct, limit: number): wafv2.CfnWebACL {
  // CloudWatch adds up the metrics of web ACLs whose metric names are equal.
  const metricPrefix = Names.uniqueResourceName(scope, { maxLength: 100 });
  const describeMetrics = (metricName: string) => ({ metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false });
  return new wafv2.CfnWebACL(scope, 'WebAcl', {
    description: 'Limits how many chats one visitor may start',
    scope: 'REGIONAL',
    defaultAction: { allow: {} },
    visibilityConfig: describeMetrics(metricPrefix),
    rules: [{
      name: 'RequestsPerSourceIp',
      priority: 0,
      action: { block: {} },
      statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit, evaluationWindowSec: 300, scopeDownStatement: IS_POST } },
      visibilityConfig: describeMetrics(`${metricPrefix}RequestsPerSourceIp`),
    }],
  });
}
