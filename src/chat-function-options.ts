import { aws_ec2 as ec2, aws_kms as kms } from 'aws-cdk-lib';

/**
 * Where functions run, and how their logs and traces are kept.
 */
export interface ChatFunctionOptions {
  /**
   * The VPC that the functions run in. They then reach AWS and token issuers through this VPC only, so its subnets need a NAT
   * gateway or another way to Amazon Connect and to the issuer of tokens. For DynamoDB, KMS and SQS, where they are used, VPC
   * endpoints do, too. Subnets and security groups may have to allow HTTPS.
   *
   * The functions' roles may then create network interfaces, but code that runs in the functions may not.
   *
   * @default - the functions do not run in a VPC of yours
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
   */
  readonly vpc?: ec2.IVpc;

  /**
   * The subnets of `vpc` that the functions run in. No public subnets, because functions cannot reach the internet from them.
   *
   * @default - the private subnets of `vpc`
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * The security groups of the functions. They need no inbound rule, and outbound HTTPS.
   *
   * @default - with `vpc`, a security group for each function, which allows all outbound traffic
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * The KMS key that encrypts the log groups. If your app creates the key, its policy gets a statement that lets CloudWatch Logs
   * use it for log groups of this account and Region. The policy of an imported key must have such a statement.
   *
   * @default - CloudWatch Logs encrypts with keys that it owns
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
   */
  readonly logEncryptionKey?: kms.IKey;

  /**
   * Whether AWS X-Ray traces requests. Traces show how long API Gateway and the functions took. They do not show the calls of the
   * functions one by one. They hold URLs, IP addresses and user agents, but no bodies. AWS charges for traces.
   *
   * @default false
   * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-services-apigateway.html
   */
  readonly tracing?: boolean;
}
