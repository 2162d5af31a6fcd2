import type { AssemblyStack } from './assembly';
import type { TemplateResource } from './template';

/** What this machine needs to run a function of the template. */
export interface FunctionDefinition {
  readonly functionName: string;
  readonly functionArn: string;
  readonly codeDir: string;
  readonly handler: string;
  readonly environment: Record<string, string>;
  readonly timeoutSeconds: number;
  readonly memoryMiB: number;
  readonly logFormat: 'Text' | 'JSON';
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html */
const DEFAULTS = { timeoutSeconds: 3, memoryMiB: 128, logFormat: 'Text' } as const;
/** Functions of other runtimes are not run on this machine. */
export const NODE_RUNTIME = 'nodejs24.x';

/** Reads the functions that can run on this machine: those with the runtime above, which the CDK's custom resources do not have, and with an asset. */
export function readFunctions(stack: AssemblyStack): FunctionDefinition[] {
  return stack.template.findResources('AWS::Lambda::Function')
    .filter((resource) => resource.readProperty('Runtime') === NODE_RUNTIME)
    .flatMap((resource) => {
      const { S3Key: objectKey = '' } = resource.requireProperty<{ S3Key?: string }>('Code');
      const code = stack.findCodeDir(objectKey);
      return code ? [readFunction(stack, resource, code)] : [];
    });
}

function readFunction({ template }: AssemblyStack, resource: TemplateResource, codeDir: string): FunctionDefinition {
  const { region, account } = template.environment;
  const functionName = resource.readProperty<string>('FunctionName') ?? resource.logicalId;
  return {
    functionName,
    functionArn: `arn:aws:lambda:${region}:${account}:function:${functionName}`,
    codeDir,
    handler: resource.requireProperty('Handler'),
    environment: resource.readProperty<{ Variables?: Record<string, string> }>('Environment')?.Variables ?? {},
    timeoutSeconds: resource.readProperty('Timeout') ?? DEFAULTS.timeoutSeconds,
    memoryMiB: resource.readProperty('MemorySize') ?? DEFAULTS.memoryMiB,
    logFormat: resource.readProperty<{ LogFormat?: 'Text' | 'JSON' }>('LoggingConfig')?.LogFormat ?? DEFAULTS.logFormat,
  };
}
