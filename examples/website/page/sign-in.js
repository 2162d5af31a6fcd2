/** Who has signed in. */
export const customer = new URLSearchParams(location.search).get('customer');

/** The token that says so. */
export async function fetchToken() {
  return (await fetch(`/token?${new URLSearchParams({ customer })}`)).text();
}

export function onSignOut(forget) {
  document.querySelector('#sign-out').onclick = async () => {
    await forget();
    location.assign('/sign-in');
  };
}
