import { Validations } from 'aws-cdk-lib';
import { Construct } from 'constructs';

export function warnOfIncrementalResponses(scope: Construct): void {
  Validations.of(scope).addWarning(
    'cdk-connect-persistent-chat:incrementalResponses',
    "responseMode is INCREMENTAL, so answers of AI agents come in parts. ChatJS puts them together from version 5 on. Older clients, AWS's mobile samples "
    + 'among them, may show each part as a message. See that all your clients can, and acknowledge this warning.',
  );
}
