import { EventSource, type EventSourceOptions } from './event-source';
import { MAPPING_TYPE, readEventSourceMapping } from './event-source-mapping';
import type { LocalSqs } from './local-sqs';
import type { Template } from '../template/template';

export interface EventSourcesOptions extends Pick<EventSourceOptions, 'onLog'> {
  readonly template: Template;
  readonly sqs: LocalSqs;
  /** Keyed by ARN. */
  readonly functions: ReadonlyMap<string, EventSourceOptions['invoke']>;
}

/** The template's event source mappings from queues to functions that both are on this machine. */
export class EventSources {
  private readonly sources: EventSource[] = [];

  /** The logical ids of mappings that are not simulated, such as those from streams. */
  readonly notSimulated: readonly string[];

  constructor({ template, sqs, functions, onLog }: EventSourcesOptions) {
    const { values, unresolved } = template.readResources(MAPPING_TYPE, (resource) => readEventSourceMapping(template, resource));
    const notSimulated = unresolved.map(({ logicalId }) => logicalId);
    for (const mapping of values.filter(({ enabled }) => enabled)) {
      const [queue, invoke] = [sqs.findQueue(mapping.sourceArn), functions.get(mapping.functionArn)];
      if (queue && invoke) this.sources.push(new EventSource({ mapping, queue, invoke, onLog, clock: sqs.clock }));
      else notSimulated.push(mapping.logicalId);
    }
    this.notSimulated = notSimulated;
  }

  async close(): Promise<void> {
    await Promise.all(this.sources.map(async (source) => source.close()));
  }
}
