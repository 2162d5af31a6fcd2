/** Stands in for the snippet of the hosted widget: it asks the page's callback for a chat when the customer opens one. */
window.amazon_connect = (name, startChat) => {
  if (name !== 'customStartChat') return;
  document.querySelector('#open').onclick = () => startChat(({ startChatResult, persistentChat }) => {
    document.querySelector('#status').textContent = `${persistentChat.outcome} ${startChatResult.ContinuedFromContactId ?? ''}`;
  });
};
