/** The only two scripts of the shop, for the two pages that are about what a script does. */

/** Asks with the browser's own dialog and writes the answer down. */
export const DIALOG_SCRIPT = `document.getElementById('ask').addEventListener('click', () => {
  const isSure = confirm('Empty the basket?');
  document.getElementById('answer').textContent = isSure ? 'The basket is empty.' : 'The basket was kept.';
});
`;

/** Fetches the late words and puts them into the page. */
export const LATE_SCRIPT = `fetch('/late/message')
  .then((answer) => answer.text())
  .then((text) => {
    const message = document.createElement('p');
    message.id = 'message';
    message.className = 'note';
    message.textContent = text;
    document.getElementById('late').append(message);
  });
`;
