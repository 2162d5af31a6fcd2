import assert from 'node:assert/strict';
import { CHANGED_ACCESS, type AccessKind, type ExampleName, WRITTEN_ACCESS } from './apps/examples';
import { synthesizedStack } from './apps/synthesized-stack';
import { NEW_ATTRIBUTE, NEW_ORIGIN, NEW_STAGE_LIMITS, ROLLED_BACK_ORIGIN, type Variant } from './apps/variants';
import type { DeployMethod } from './aws/cdk-cli';
import { DeployedStack, type StackResource } from './aws/deployed-stack';
import { existing } from './aws/existing-resources';
import { type Callers, callersOf } from './chat/callers';
import { DeployedChat } from './chat/deployed-chat';
import { comesBack } from './chat/returning-customer';
import type { World } from './world';

/** These stay when their stack is deleted: logs, the store's table, and the example's customers. */
const KEPT_BY_DESIGN: Record<string, string> = {
  'AWS::Logs::LogGroup': 'log group',
  'AWS::DynamoDB::Table': 'table',
  'AWS::Cognito::UserPool': 'user pool',
};

/** The kinds with the library's own authorizer. */
const TOKEN_KINDS: AccessKind[] = ['JWT', 'USER_POOL_CLIENTS'];

/** The example that is deployed by change sets, the CLI's default. That takes twice the time, because the CLI also computes a diff. */
const BY_CHANGE_SETS: ExampleName = 'minimal';

type Step = () => Promise<string | void>;

/** The steps of an example: it is deployed, called, changed, deleted and deployed again. */
export class ExamplePlay {
  private readonly stack: DeployedStack;
  private readonly method: DeployMethod;
  private chat!: DeployedChat;
  private callers!: Callers;
  private access: AccessKind;
  private hasStore: boolean;

  constructor(private readonly example: ExampleName, private readonly world: World) {
    this.stack = new DeployedStack(world.aws, synthesizedStack(this.assembly('as-written')).name);
    this.method = example === BY_CHANGE_SETS ? 'change-set' : 'direct';
    ({ written: this.access, hasStore: this.hasStore = false } = WRITTEN_ACCESS[example]);
  }

  /** In this order; each needs the one before. */
  get steps(): readonly [name: string, play: Step][] {
    return [
      ['deploy', async () => this.deploy('deployable')],
      ['call', async () => this.call()],
      ['diff', async () => this.world.cdk.diff(this.assembly('deployable'))],
      ['update: allow-list', async () => this.updateAllowList()],
      ['update: throttle', async () => this.updateThrottle()],
      ['update: access', async () => this.updateAccess()],
      ['update: store', async () => this.updateStore()],
      ['failing update', async () => this.failToUpdate()],
      ['destroy', async () => this.destroy()],
      ['failing deploy', async () => this.failToDeploy()],
      ['deploy again', async () => this.deployAgain()],
    ];
  }

  private async deploy(variant: Variant): Promise<void> {
    const outputs = await this.world.cdk.deploy(this.assembly(variant), this.method);
    const url = Object.values(outputs).find((output) => output.includes('.execute-api.'))!;
    this.chat = DeployedChat.at(this.world.aws, url);
  }

  private async call(): Promise<string> {
    this.callers = await callersOf(this.access, this.stack, this.world.issuer);
    const refused = await this.chat.start(this.callers.stranger);
    assert.equal(refused.status, this.callers.refusal, 'a stranger is refused');
    await comesBack(this.world, this.chat, this.callers.caller, {
      isBackend: this.access === 'IAM', storeIn: this.hasStore ? this.stack : undefined,
    });
    return `${this.access}${this.hasStore ? ' with a store' : ''}`;
  }

  private async updateAllowList(): Promise<string> {
    const customerId = this.access === 'IAM' && this.hasStore ? { CustomerId: 'jane' } : {};
    const seen = async () => [
      await this.chat.originInGatewayAnswers() === NEW_ORIGIN,
      (await this.chat.start(this.callers.caller, { ...customerId, Attributes: { [NEW_ATTRIBUTE]: 'gold' } }, { Origin: NEW_ORIGIN })).status,
      (await this.chat.start(this.callers.caller, { ...customerId, Attributes: { [NEW_ATTRIBUTE]: 'gold' } })).status,
    ];
    assert.deepEqual(await seen(), [false, 403, 400], 'neither origin nor attribute are allowed before');
    await this.deploy('allow-list');
    assert.deepEqual(await seen(), [true, 200, 200], 'origin and attribute are allowed');
    return `${NEW_ORIGIN} and ${NEW_ATTRIBUTE} are allowed`;
  }

  private async updateThrottle(): Promise<string> {
    await this.deploy('throttle');
    const { throttlingRateLimit: rateLimit, throttlingBurstLimit: burstLimit } = (await this.stack.stage()).methodSettings['*/*'];
    assert.deepEqual({ rateLimit, burstLimit }, NEW_STAGE_LIMITS, 'the stage has the limits');
    const statuses = [await this.chat.start(this.callers.caller), await this.chat.start(this.callers.caller)].map(({ status }) => status);
    assert.deepEqual(statuses, [200, 429], 'the second request is one too many');
    return 'the second request gets 429';
  }

  private async updateAccess(): Promise<string> {
    const [before, { caller }, { deploymentId }] = [this.access, this.callers, await this.stack.stage()];
    await this.deploy('access');
    this.access = CHANGED_ACCESS[this.example].access;
    // One function checks both tokens of any issuer and those of a user pool's clients: only its settings change.
    const sameApi = TOKEN_KINDS.includes(before) && TOKEN_KINDS.includes(this.access);
    if (!sameApi) assert.notEqual((await this.stack.stage()).deploymentId, deploymentId, 'the stage has a new deployment');
    if (this.access !== 'ANONYMOUS') assert.ok([401, 403].includes((await this.chat.start(caller)).status), 'who could call before is refused');
    return `${before} becomes ${await this.call()}`;
  }

  private async updateStore(): Promise<string> {
    await this.deploy('store');
    this.access = CHANGED_ACCESS[this.example].withStore;
    this.hasStore = !this.hasStore;
    return this.call();
  }

  private async failToUpdate(): Promise<string> {
    const { exitCode, text } = await this.world.cdk.tryToDeploy(this.assembly('failing'), this.method);
    assert.notEqual(exitCode, 0, text);
    assert.equal(await this.stack.status(), 'UPDATE_ROLLBACK_COMPLETE');
    assert.equal(await this.chat.originInGatewayAnswers(), NEW_ORIGIN, 'API Gateway names the origin of before');
    const refused = await this.chat.start(this.callers.caller, {}, { Origin: ROLLED_BACK_ORIGIN });
    assert.equal(refused.status, 403, 'the origin of the failed update is refused');
    return `rolled back: ${await this.call()}`;
  }

  private async destroy(): Promise<string> {
    const created = await this.stack.everCreated();
    await this.world.cdk.destroy(this.assembly('store'));
    assert.equal(await this.stack.status(), undefined, 'the stack is gone');
    return `keeps ${await this.kept(created, KEPT_BY_DESIGN)}`;
  }

  private async failToDeploy(): Promise<string> {
    const { exitCode, text } = await this.world.cdk.tryToDeploy(this.assembly('failing'), this.method);
    assert.notEqual(exitCode, 0, text);
    assert.equal(await this.stack.status(), 'ROLLBACK_COMPLETE');
    const kept = Object.values(synthesizedStack(this.assembly('failing')).resources).filter(({ DeletionPolicy }) => DeletionPolicy === 'Retain');
    const types = new Set(kept.map(({ Type }) => Type));
    return `keeps ${await this.kept(await this.stack.everCreated(), Object.fromEntries(Object.entries(KEPT_BY_DESIGN).filter(([type]) => types.has(type))))}`;
  }

  private async deployAgain(): Promise<string> {
    ({ written: this.access, hasStore: this.hasStore = false } = WRITTEN_ACCESS[this.example]);
    await this.deploy('deployable');
    return this.call();
  }

  /** Describes the resources that stay of the stack. Throws for one that should not. */
  private async kept(created: readonly StackResource[], byDesign: Record<string, string>): Promise<string> {
    const left = await existing(this.world.aws, created);
    assert.deepEqual(left.filter(({ type }) => !(type in byDesign)), [], 'nothing is left but what is kept by design');
    const names = left.map(({ type }) => byDesign[type]);
    return [...new Set(names)].map((name) => `${names.filter((other) => other === name).length} × ${name}`).join(', ') || 'nothing';
  }

  private assembly(variant: Variant): string {
    return this.world.assemblies.of(this.example, variant);
  }
}
