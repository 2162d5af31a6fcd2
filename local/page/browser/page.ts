import { chooseCustomer } from './choose-customer';
import { CustomerPane } from './customer-pane';
import { DeskPane } from './desk-pane';
import { element } from './elements';
import { RequestLog } from './request-log';
import type { PageSettings } from '../page-settings';

async function open(): Promise<void> {
  const log = new RequestLog(element('requests', HTMLElement));
  new DeskPane().open(({ chats }) => {
    log.name(new Map(chats.flatMap(({ contacts }) => contacts.map(({ contactId, name }) => [contactId, name]))));
  });
  const settings = await (await fetch('/settings.json')).json() as PageSettings;
  await new CustomerPane(chooseCustomer(location, settings), settings, log).open();
}

void open();
