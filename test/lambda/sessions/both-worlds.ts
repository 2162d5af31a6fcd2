import { BundlesWorld } from './bundles-world';
import type { WorldOf } from './chat-world';
import { ExecutionEnvironments } from './execution-environments';
import { startSessionTable } from './session-table-fixture';
import { TransitionsWorld } from './transitions-world';

/** One store, and processes for the bundles, for all tests of the file; worlds are made on them. */
export function bothWorlds(): { readonly transitions: WorldOf; readonly bundles: WorldOf } {
  let environments: ExecutionEnvironments;
  beforeAll(async () => { environments = await ExecutionEnvironments.start(await startSessionTable()); });
  afterAll(async () => {
    await environments.close();
    await environments.store.close();
  });
  return {
    transitions: () => new TransitionsWorld(environments.store.table),
    bundles: async () => BundlesWorld.start(environments),
  };
}
