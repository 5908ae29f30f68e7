// Buttons that copy what a field beside them holds, and say so.

// The words of buttons that say something else for a moment.
const resting = new WeakMap();

// On the button, because that is where the person looks who pressed it. What the server changed meanwhile stays.
export function flash(button, text) {
  const word = resting.get(button) ?? button.textContent;
  resting.set(button, word);
  button.textContent = text;
  setTimeout(() => {
    resting.delete(button);
    if (button.textContent === text) {
      button.textContent = word;
    }
  }, 2_000);
}

document.addEventListener('click', async event => {
  const button = event.target.closest('[data-copy]');
  if (!button) {
    return;
  }
  const field = document.getElementById(button.dataset.copy);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    flash(button, button.dataset.copied);
  } catch {
    // An iframe may be refused the clipboard; the text is selected, and the old way is often allowed.
    flash(button, document.execCommand('copy') ? button.dataset.copied : button.dataset.byHand);
  }
});
