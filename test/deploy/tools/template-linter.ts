import { readFileSync } from 'node:fs';
import { pythonTool } from './python-tools';
import { outputOf } from '../../programs/processes';

interface Finding {
  readonly Filename: string;
  readonly Rule: { readonly Id: string };
  readonly Message: string;
  readonly Location: { readonly Path: readonly (string | number)[] };
}

interface FunctionDefinition {
  readonly Type: string;
  readonly DependsOn?: string[];
  readonly Properties: { readonly Role?: { readonly 'Fn::GetAtt'?: [string, string] } };
}

/** The errors and warnings of cfn-lint that nobody has acknowledged, in words, by template. */
export async function lint(templateFiles: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
  const { exitCode, text } = await outputOf(pythonTool('cfn-lint'), ['--format', 'json', '--', ...templateFiles]);
  const findings = readFindings(text);
  if (!findings) throw new Error(`cfn-lint ended with ${exitCode}:\n${text}`);
  const open = findings.filter((finding) => !isRoleOfFunction(finding));
  return new Map(templateFiles.map((file) => [file, open.filter(({ Filename }) => Filename === file).map(inWords)]));
}

function readFindings(text: string): Finding[] | undefined {
  try {
    return JSON.parse(text) as Finding[];
  } catch {
    return undefined;
  }
}

/** W3005: each function of aws-cdk-lib depends on its role and refers to it, so that it comes after the role's policies, too. */
function isRoleOfFunction({ Filename, Rule, Location: { Path } }: Finding): boolean {
  const [, logicalId, attribute, index] = Path;
  if (Rule.Id !== 'W3005' || attribute !== 'DependsOn') return false;
  const { Resources } = JSON.parse(readFileSync(Filename, 'utf8')) as { Resources: Record<string, FunctionDefinition> };
  const { Type, DependsOn, Properties } = Resources[logicalId];
  return Type === 'AWS::Lambda::Function' && DependsOn?.[Number(index)] === Properties.Role?.['Fn::GetAtt']?.[0];
}

function inWords({ Rule, Message, Location: { Path } }: Finding): string {
  return `${Rule.Id} at ${Path.join('/')}: ${Message}`;
}
