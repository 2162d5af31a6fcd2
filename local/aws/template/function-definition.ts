import type { AssemblyStack } from './assembly';
import type { TemplateResource } from './template';

/** A function of the template, as much of it as running it takes. */
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
/** The runtime that the functions here run on. */
export const NODE_RUNTIME = 'nodejs24.x';

/** Functions of other runtimes, such as those that the CDK adds for custom resources, are left out; so are those without an asset. */
export function readFunctions(stack: AssemblyStack): FunctionDefinition[] {
  return stack.template.resourcesOfType('AWS::Lambda::Function')
    .filter((resource) => resource.property('Runtime') === NODE_RUNTIME)
    .flatMap((resource) => {
      const { S3Key: objectKey = '' } = resource.requiredProperty<{ S3Key?: string }>('Code');
      const code = stack.codeDir(objectKey);
      return code ? [readFunction(stack, resource, code)] : [];
    });
}

function readFunction({ template }: AssemblyStack, resource: TemplateResource, codeDir: string): FunctionDefinition {
  const { region, account } = template.environment;
  const functionName = resource.property<string>('FunctionName') ?? resource.logicalId;
  return {
    functionName,
    functionArn: `arn:aws:lambda:${region}:${account}:function:${functionName}`,
    codeDir,
    handler: resource.requiredProperty('Handler'),
    environment: resource.property<{ Variables?: Record<string, string> }>('Environment')?.Variables ?? {},
    timeoutSeconds: resource.property('Timeout') ?? DEFAULTS.timeoutSeconds,
    memoryMiB: resource.property('MemorySize') ?? DEFAULTS.memoryMiB,
    logFormat: resource.property<{ LogFormat?: 'Text' | 'JSON' }>('LoggingConfig')?.LogFormat ?? DEFAULTS.logFormat,
  };
}
