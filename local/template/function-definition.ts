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

/** Functions of other runtimes, such as those that the CDK adds for custom resources, are left out. */
export function readFunctions(stack: AssemblyStack): FunctionDefinition[] {
  return stack.template.resourcesOfType('AWS::Lambda::Function')
    .filter((resource) => resource.property('Runtime') === NODE_RUNTIME)
    .map((resource) => readFunction(stack, resource));
}

function readFunction({ template, codeDir }: AssemblyStack, resource: TemplateResource): FunctionDefinition {
  const { S3Key: objectKey = '' } = resource.requiredProperty<{ S3Key?: string }>('Code');
  const code = codeDir(objectKey);
  if (!code) throw new Error(`${resource.logicalId}.Properties.Code: the assembly holds no asset folder for it`);

  const { region, account } = template.environment;
  const functionName = resource.property<string>('FunctionName') ?? resource.logicalId;
  return {
    functionName,
    functionArn: `arn:aws:lambda:${region}:${account}:function:${functionName}`,
    codeDir: code,
    handler: resource.requiredProperty('Handler'),
    environment: resource.property<{ Variables?: Record<string, string> }>('Environment')?.Variables ?? {},
    timeoutSeconds: resource.property('Timeout') ?? DEFAULTS.timeoutSeconds,
    memoryMiB: resource.property('MemorySize') ?? DEFAULTS.memoryMiB,
    logFormat: resource.property<{ LogFormat?: 'Text' | 'JSON' }>('LoggingConfig')?.LogFormat ?? DEFAULTS.logFormat,
  };
}
