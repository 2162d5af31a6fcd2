const find = (id) => document.querySelector(`#${id}`);
const STATE_TEXTS = { ended: 'The chat has ended. You can come back to it.' };

/** Draws the conversation. What people typed becomes text, never HTML. */
export function showConversation(entries, transcript) {
  find('conversation').replaceChildren(...entries.flatMap((entry) => {
    if (entry.kind === 'divider') return [line('divider', entry.past ? `Earlier chat of ${new Date(entry.time).toLocaleDateString()}` : 'This chat')];
    return entry.item.Type === 'MESSAGE' ? [line(entry.item.ParticipantRole, entry.item.Content)] : [];
  }));
  find('more').hidden = !transcript.hasMore;
  find('more').onclick = () => run(() => transcript.loadMore());
}

/** Shows whether the chat is open, and what the customer can do. */
export function showState(state, text) {
  find('status').textContent = STATE_TEXTS[state] ?? text;
  find('open').hidden = state === 'open';
  find('say').hidden = state !== 'open';
}

/** Calls the actions: `load` at once, the others when the customer wants them. */
export function onActions({ load, open, send, leave }) {
  find('open').onclick = () => run(open);
  find('leave').onclick = () => run(leave);
  find('say').onsubmit = (event) => {
    event.preventDefault();
    run(async () => {
      await send(find('message').value);
      find('message').value = '';
    });
  };
  run(load);
}

async function run(action) {
  try {
    await action();
  } catch (error) {
    find('status').textContent = error.message ?? 'Something went wrong. Please try again.';
  }
}

function line(kind, text) {
  const drawn = document.createElement('li');
  drawn.className = kind.toLowerCase();
  drawn.textContent = text;
  return drawn;
}
