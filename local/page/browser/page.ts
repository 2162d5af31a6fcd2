import { chooseCustomer } from './choose-customer';
import { CustomerPane } from './customer-pane';
import { DeskPane } from './desk-pane';
import { findElement } from './elements';
import { RequestLog } from './request-log';
import type { PageSettings } from '../page-settings';

async function openPage(): Promise<void> {
  const log = new RequestLog(findElement('requests', HTMLElement));
  new DeskPane().open(({ chats }) => {
    log.setNames(new Map(chats.flatMap(({ contacts }) => contacts.map(({ contactId, name }) => [contactId, name]))));
  });
  const settings = await (await fetch('/settings.json')).json() as PageSettings;
  await new CustomerPane(chooseCustomer(location, settings, log), settings, log).open();
}

void openPage();
