/** The parts of a synthesized template that this machine reads. */
export interface TemplateBody {
  readonly Parameters?: Record<string, { readonly Type: string; readonly Default?: unknown }>;
  readonly Mappings?: Record<string, Record<string, Record<string, unknown>>>;
  readonly Conditions?: Record<string, unknown>;
  readonly Resources?: Record<string, ResourceBody>;
}

export interface ResourceBody {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties?: Record<string, unknown>;
}

/** The values of the pseudo parameters that differ between stacks. */
export interface StackEnvironment {
  readonly stackName: string;
  readonly region: string;
  readonly account: string;
  /** The origin of queue URLs. @default - that of AWS */
  readonly sqsEndpoint?: string;
}
