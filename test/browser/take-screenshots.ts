import { join } from 'node:path';
import { quitChromium } from './open-page';
import { playPastSession } from './past-session';
import { visit } from './visit';
import { startPageDemo } from '../../local/demo/page-demo';

const IMAGES = join(__dirname, '../../docs/images');

const PICTURES = [
  { name: 'wide-light', viewport: { width: 1360, height: 860 }, colorScheme: 'light' },
  { name: 'wide-dark', viewport: { width: 1360, height: 860 }, colorScheme: 'dark' },
  { name: 'phone-light', viewport: { width: 390, height: 844 }, colorScheme: 'light' },
] as const;

async function takeScreenshots(): Promise<void> {
  for (const { name, ...options } of PICTURES) {
    const demo = await startPageDemo();
    const { browser, customer, agent } = await visit(demo, { customer: 'Jane', ...options });
    try {
      await playPastSession(customer, agent);
      await customer.comeBack('the last contact with an agent');
      await customer.earlier.waitFor();
      await agent.press('Accept');
      await customer.say('It did not come.');
      await agent.say('I am sorry. I am looking into it.');
      await customer.page.evaluate('scrollTo(0, 0)');
      await customer.page.screenshot({ path: join(IMAGES, `${name}.png`), animations: 'disabled' });
    } finally {
      await browser.close();
      await demo.close();
    }
  }
}

takeScreenshots().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
}).finally(quitChromium);
