import type { Customer } from './customer';
import { findElement } from './elements';
import { SignedInCustomer } from './signed-in-customer';
import { Visitor } from './visitor';
import type { PageSettings } from '../page-settings';

/** Whom the page's address names: `?customer=Jane` is Jane, who is signed in; without it, a visitor who is not. */
export function chooseCustomer({ search }: Location, { apiUrl, signedIn }: PageSettings): Customer {
  const name = new URLSearchParams(search).get('customer');
  const customer = name && signedIn ? new SignedInCustomer(name, signedIn) : new Visitor(apiUrl);
  for (const link of findElement('customers', HTMLElement).querySelectorAll('a')) {
    if (link.search === search) link.ariaCurrent = 'page';
  }
  findElement('way-back', HTMLElement).textContent = customer.returnNote;
  return customer;
}
