import { Names, Token, aws_wafv2 as wafv2 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { invalidProp } from './private/props/invalid-prop';

/** WAF takes no lower limit: https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html */
const FEWEST_REQUESTS = 10;

/**
 * What a `VisitorLimit` asks of the API.
 */
export interface VisitorLimitConfig {
  /**
   * The web ACL that requests have to pass.
   *
   * @default - none
   */
  readonly webAclArn?: string;

  /**
   * That web ACL, when the limit has created it.
   *
   * @default - the limit has created none
   */
  readonly webAcl?: wafv2.CfnWebACL;
}

/**
 * What keeps one visitor from taking up everybody's chats.
 *
 * API Gateway's throttle counts all visitors together, so that without a limit of its own one visitor can keep the others
 * out.
 */
export abstract class VisitorLimit {
  /**
   * At most so many requests of one IP address in five minutes; WAF blocks more, with 403 `RequestBlocked`. Visitors behind
   * one company's or carrier's address share the limit, and preflight requests count, too.
   *
   * Creates a web ACL with one rule. AWS charges for the web ACL, for the rule and for requests, also when nobody attacks.
   *
   * @param requests 10 or more; 100 if omitted
   * @see https://aws.amazon.com/waf/pricing/
   */
  public static perSourceIp(requests: number = 100): VisitorLimit {
    return new (class extends VisitorLimit {
      public bind(scope: Construct): VisitorLimitConfig {
        if (Token.isUnresolved(requests) || !Number.isInteger(requests) || requests < FEWEST_REQUESTS) {
          throw invalidProp(scope, 'VisitorLimit.perSourceIp', requests, `a whole number known at synth, ${FEWEST_REQUESTS} or more, which is WAF's minimum`);
        }
        const webAcl = createRateLimitingWebAcl(scope, requests);
        return { webAcl, webAclArn: webAcl.attrArn };
      }
    })();
  }

  /**
   * A web ACL of your own decides.
   *
   * @param webAclArn a web ACL with the scope REGIONAL, in the stack's Region
   */
  public static webAcl(webAclArn: string): VisitorLimit {
    return new (class extends VisitorLimit {
      public bind(): VisitorLimitConfig {
        return { webAclArn };
      }
    })();
  }

  /**
   * No limit: for an API with a content delivery network, or a web ACL that is associated elsewhere, in front of it.
   */
  public static none(): VisitorLimit {
    return new (class extends VisitorLimit {
      public bind(): VisitorLimitConfig {
        return {};
      }
    })();
  }

  /**
   * Called once by the access that this limit is given to.
   *
   * @param scope the `PersistentChat`
   */
  public abstract bind(scope: Construct): VisitorLimitConfig;
}

function createRateLimitingWebAcl(scope: Construct, limit: number): wafv2.CfnWebACL {
  // CloudWatch adds up the metrics of web ACLs whose metric names are equal.
  const metricPrefix = Names.uniqueResourceName(scope, { maxLength: 100 });
  const visibilityConfig = (metricName: string) => ({ metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false });
  return new wafv2.CfnWebACL(scope, 'WebAcl', {
    description: 'Limits how many chats one visitor may start',
    scope: 'REGIONAL',
    defaultAction: { allow: {} },
    visibilityConfig: visibilityConfig(metricPrefix),
    rules: [{
      name: 'RequestsPerSourceIp',
      priority: 0,
      action: { block: {} },
      statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit, evaluationWindowSec: 300 } },
      visibilityConfig: visibilityConfig(`${metricPrefix}RequestsPerSourceIp`),
    }],
  });
}
