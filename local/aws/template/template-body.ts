/** A template as `cdk synth` writes it, as far as this machine reads it. */
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

/** Where the stack is deployed, as far as its template depends on it. */
export interface StackEnvironment {
  readonly stackName: string;
  readonly region: string;
  readonly account: string;
}
