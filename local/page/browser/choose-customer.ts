import type { Customer } from './customer';
import { findElement } from './elements';
import type { RequestLog } from './request-log';
import { SignedInCustomer } from './signed-in-customer';
import { Visitor } from './visitor';
import type { PageSettings } from '../page-settings';

/** Chooses the customer by the page's URL: with `?customer=Jane` Jane, who is signed in; else a visitor, who is not. */
export function chooseCustomer({ search }: Location, { apiUrl, signedIn }: PageSettings, log: RequestLog): Customer {
  const name = new URLSearchParams(search).get('customer');
  const customer = name && signedIn ? new SignedInCustomer(name, signedIn, log) : new Visitor(apiUrl, log);
  for (const link of findElement('customers', HTMLElement).querySelectorAll('a')) {
    if (link.search === search) link.ariaCurrent = 'page';
  }
  findElement('return-note', HTMLElement).textContent = customer.returnNote;
  return customer;
}
