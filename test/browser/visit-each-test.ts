import { quitChromium } from './open-page';
import { type Visit, visit } from './visit';
import { type PageDemo, startPageDemo } from '../../local/demo/page-demo';

export type VisitedDemo = Visit & { readonly demo: PageDemo };

/** One demo for all tests of the file, and in each test a new browser with nothing stored. What it returns is filled then. */
export function visitEachTest(customer?: () => string): VisitedDemo {
  const visited = {} as VisitedDemo;
  beforeAll(async () => { Object.assign(visited, { demo: await startPageDemo() }); });
  afterAll(async () => {
    await quitChromium();
    await visited.demo.close();
  });
  beforeEach(async () => { Object.assign(visited, await visit(visited.demo, { customer: customer?.() })); });
  afterEach(async () => visited.browser.close());
  return visited;
}
