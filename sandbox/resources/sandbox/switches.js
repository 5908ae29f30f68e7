// Who may see what, and the columns of a board: turned while the app's pages are open in another window.
'use strict';

{
  for (const input of document.querySelectorAll('[data-switch]')) {
    input.addEventListener('change', async () => {
      const { switch: kind, account, of } = input.dataset;
      const answer = await sandbox.call('POST', 'switches', { kind, account, of, on: input.checked });
      if (!answer.ok) input.checked = !input.checked;
    });
  }
  const columns = document.getElementById('columns');
  submits(columns, fields => sandbox.call('POST', 'boards/' + columns.dataset.board, fields), () => location.reload());
}
