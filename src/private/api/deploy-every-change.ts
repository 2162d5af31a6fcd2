import { Lazy, Stack, aws_apigateway as apigateway } from 'aws-cdk-lib';
import { listApiParts } from './api-parts';
import { describeReplacements } from '../replacements';

/**
 * Makes a new deployment whenever something changes that the stage serves from its deployment. Otherwise the stage keeps the
 * old version, for example an authorizer that accepts the customers of the former user pool.
 *
 * The CDK makes one when a method or the API changes, and when an authorizer changes only with a feature flag. It makes none
 * when an escape hatch changes one of them, or a gateway response.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/updating-api.html
 */
export function deployEveryChange(api: apigateway.RestApi): void {
  let isDescribing = false;
  const describe = (): string[] => {
    // A part may depend on the deployment, whose id is asked for again then.
    if (isDescribing) return [];
    isDescribing = true;
    try {
      return describeDeployed(api);
    } finally {
      isDescribing = false;
    }
  };
  api.latestDeployment?.addToLogicalId(Lazy.uncachedAny({ produce: describe }));
}

/** The result depends neither on the order in which resources were created nor on their paths. */
function describeDeployed(api: apigateway.RestApi): string[] {
  const stack = Stack.of(api);
  const parts = listApiParts(api).map(({ rendered }) => rendered);
  const replacements = describeReplacements(stack, parts.map(({ Properties }) => Properties));
  return parts.map(({ Type, Properties, Condition }, index) => printSorted([Type, Properties, Condition, replacements[index]])).sort();
}

/** As JSON, whatever the order of an object's keys. */
function printSorted(value: unknown): string {
  return JSON.stringify(value, (_, inner) => (
    typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => a < b ? -1 : 1)) : inner
  ));
}
