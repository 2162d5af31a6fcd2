import type { AwsService } from '../aws/aws-service';

/** The instance of Amazon Connect, and what calls it. */
export interface ConnectInstance {
  readonly connect: Pick<AwsService, 'call'>;
  readonly instanceId: string;
}
