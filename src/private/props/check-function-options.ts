import { aws_ec2 as ec2 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { checkLogEncryptionKey } from './check-keys';
import { invalidProp } from './invalid-prop';
import { ChatFunctionOptions } from '../../chat-function-options';

/** Throws for the first option that cannot work. */
export function checkFunctionOptions(scope: Construct, options: ChatFunctionOptions): void {
  checkNetwork(scope, options);
  checkLogEncryptionKey(scope, options.logEncryptionKey);
}

/** Throws when functions cannot run in these subnets. */
function checkNetwork(scope: Construct, { vpc, vpcSubnets, securityGroups }: ChatFunctionOptions): void {
  if (!vpc) {
    const [without] = Object.entries({ vpcSubnets, securityGroups }).filter(([, value]) => value !== undefined);
    if (without) throw invalidProp(scope, 'vpc', { must: `be set when ${without[0]} is set`, got: vpc });
    return;
  }
  const chosen = vpc.selectSubnets(vpcSubnets).subnets;
  const isPublic = ({ subnetId }: ec2.ISubnet) => vpc.publicSubnets.some((subnet) => subnet.subnetId === subnetId);
  const publicSubnets = chosen.filter(isPublic);
  if (publicSubnets.length > 0) {
    throw invalidProp(scope, vpcSubnets ? 'vpcSubnets' : 'vpc', {
      must: vpcSubnets ? 'select private subnets only' : 'have private subnets',
      got: publicSubnets.map(({ node }) => node.path),
      remedy: 'Functions in public subnets cannot reach the internet, and so not Amazon Connect.',
    });
  }
}
