import { type EventPattern, matchesPattern } from './event-pattern';
import type { Template, TemplateResource } from '../template/template';

/** An EventBridge rule of the template for contact events. */
export interface EventRule {
  readonly logicalId: string;
  readonly pattern: EventPattern;
  readonly targetArns: readonly string[];
}

export type EventTarget = (event: unknown) => Promise<unknown>;

interface TargetProperties {
  readonly Arn: string;
  readonly Input?: unknown;
  readonly InputPath?: unknown;
  readonly InputTransformer?: unknown;
}

/** Reads the enabled rules of the default event bus whose source is Amazon Connect. */
export function readEventRules(template: Template): EventRule[] {
  return template.findResources('AWS::Events::Rule').filter(matchesConnectEvents).map((rule) => ({
    logicalId: rule.logicalId,
    pattern: rule.requireProperty<EventPattern>('EventPattern'),
    targetArns: (rule.readProperty<TargetProperties[]>('Targets') ?? []).map((target) => readTargetArn(target, rule)),
  }));
}

/** Sends the event to every target of every rule that matches it. Targets are keyed by ARN. */
export async function routeEvent(event: unknown, rules: readonly EventRule[], targets: ReadonlyMap<string, EventTarget>): Promise<void> {
  for (const { logicalId, targetArns } of rules.filter(({ pattern }) => matchesPattern(event, pattern))) {
    for (const arn of targetArns) {
      const target = targets.get(arn);
      if (!target) throw new Error(`The rule ${logicalId} has the target ${arn}, which does not run on this machine. Only functions of the same stack do.`);
      await target(event);
    }
  }
}

function matchesConnectEvents(rule: TemplateResource): boolean {
  const sources = rule.readProperty<EventPattern>('EventPattern')?.source;
  const onDefaultBus = (rule.readProperty<string>('EventBusName') ?? 'default') === 'default';
  return onDefaultBus && rule.readProperty('State') !== 'DISABLED' && Array.isArray(sources) && sources.includes('aws.connect');
}

function readTargetArn(target: TargetProperties, { logicalId }: TemplateResource): string {
  if (target.Input ?? target.InputPath ?? target.InputTransformer) {
    throw new Error(`The rule ${logicalId} changes the event for its target by Input, InputPath or InputTransformer, which are not simulated`);
  }
  return target.Arn;
}
