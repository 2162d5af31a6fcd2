import { join } from 'node:path';
import { AssetManifestArtifact, CloudAssembly, CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { Template } from './template';

const LOCAL_ACCOUNT = '111122223333';
const DEFAULT_REGION = 'us-east-1';
/** The CDK writes this for a stack without an explicit account or Region. */
const UNKNOWN = /^unknown-/;

export interface AssemblyStack {
  readonly template: Template;
  /** Finds the folder of the asset with this S3 key. */
  findCodeDir(objectKey: string): string | undefined;
}

/**
 * Reads what `cdk synth` wrote: the stacks with their assets, including those of nested assemblies (stages).
 *
 * @param stackName the deployed name of the one stack to read. @default - all stacks
 * @param sqsEndpoint the origin of queue URLs. @default - that of AWS
 */
export function readAssembly(directory: string, stackName?: string, sqsEndpoint?: string): AssemblyStack[] {
  const all = new CloudAssembly(directory).stacksRecursively;
  const chosen = all.filter((stack) => stackName === undefined || stack.stackName === stackName);
  if (stackName !== undefined && chosen.length === 0) {
    throw new Error(`${directory} has no stack ${stackName}. Its stacks are: ${all.map((stack) => stack.stackName).join(', ')}`);
  }
  return chosen.map((stack) => ({
    template: new Template(stack.template, { ...readEnvironment(stack), sqsEndpoint }),
    findCodeDir: (objectKey) => findCodeDir(stack, objectKey),
  }));
}

function readEnvironment({ stackName, environment }: CloudFormationStackArtifact) {
  return {
    stackName,
    account: UNKNOWN.test(environment.account) ? LOCAL_ACCOUNT : environment.account,
    region: UNKNOWN.test(environment.region) ? DEFAULT_REGION : environment.region,
  };
}

function findCodeDir(stack: CloudFormationStackArtifact, objectKey: string): string | undefined {
  const manifests = stack.dependencies.filter((artifact) => AssetManifestArtifact.isAssetManifestArtifact(artifact));
  const files = manifests.flatMap(({ contents }) => Object.values(contents.files ?? {}));
  const file = files.find(({ destinations }) => Object.values(destinations).some((destination) => destination.objectKey === objectKey));
  return file?.source.path && join(stack.assembly.directory, file.source.path);
}
