/** The contact attribute with the customer's display name. AWS's sample backend sets it, too, and existing flows read it. */
export const NAME_ATTRIBUTE = 'customerName';
