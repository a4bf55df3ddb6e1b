// The plan: its schedule as a table over the lines that are sent, and the document beside what is typed.
(() => {
  'use strict';
  const make = (tag, properties, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };

  // ---- the schedule: the area keeps the lines, the table writes them ----

  const NAMES = ['Từ ngày', 'Đến ngày', 'Việc', 'Ai làm'];
  const COLUMNS = [['Từ, đến ngày', 0, 2], ['Việc', 2, 3], ['Ai làm', 3, 4]]; // heading, first field, the one behind the last
  for (const area of document.querySelectorAll('textarea[data-schedule]:not([readonly])')) {
    const body = make('tbody');
    const add = make('button', { type: 'button', className: 'quiet', textContent: 'Thêm dòng' });
    const write = () => {
      const lines = [...body.rows].map((row) => [...row.querySelectorAll('input, textarea')].map((cell) => cell.value.replace(/[|\n]/g, ' ').trim()));
      area.value = lines.filter((cells) => cells.some(Boolean)).map((cells) => cells.join(' | ')).join('\n');
      area.dispatchEvent(new Event('input', { bubbles: true }));
    };
    const grow = (field) => { field.style.height = 'auto'; field.style.height = `${field.scrollHeight + 2}px`; };
    const row = (cells) => {
      const drop = make('button', { type: 'button', className: 'text', textContent: '✕' });
      const fields = NAMES.map((name, i) => {
        const field = i < 2 ? make('input', { type: 'text', inputMode: 'numeric', value: cells[i] || '' }) : make('textarea', { rows: 1, value: cells[i] || '' });
        field.autocomplete = 'off';
        field.setAttribute('aria-label', `${name}, dòng ${body.rows.length + 1}`);
        if (i >= 2) field.addEventListener('input', () => grow(field));
        return field;
      });
      const line = make('tr', {}, ...COLUMNS.map(([, from, to]) => make('td', {}, ...fields.slice(from, to))), make('td', { className: 'end' }, drop));
      drop.setAttribute('aria-label', `Bỏ dòng ${body.rows.length + 1}`);
      drop.addEventListener('click', () => { line.remove(); write(); });
      return line;
    };
    const read = () => {
      body.replaceChildren();
      for (const text of area.value.split('\n')) if (text.trim()) body.append(row(text.split('|').map((cell) => cell.trim())));
      if (!body.rows.length) body.append(row([]));
    };
    read();
    body.addEventListener('input', write);
    add.addEventListener('click', () => {
      body.append(row([]));
      body.lastChild.querySelector('input').focus();
    });
    const head = make('tr', {}, ...COLUMNS.map(([name]) => make('th', { scope: 'col', textContent: name })), make('td'));
    area.hidden = true;
    document.getElementById('h-schedule').hidden = true; // says how the lines are written
    area.labels[0]?.removeAttribute('for');
    const table = make('table', { className: 'schedule' }, make('thead', {}, head), body);
    table.setAttribute('aria-label', 'Tiến độ');
    area.after(table, make('p', { className: 'actions' }, add));
    for (const field of table.querySelectorAll('textarea')) grow(field);
    area.addEventListener('change', () => { if (document.activeElement?.closest('table') !== table) read(); });
  }

  // ---- the document beside it ----

  for (const form of document.querySelectorAll('form[data-preview]')) {
    const sheets = document.querySelector('[data-sheets]'), waiting = document.querySelector('[data-waiting]');
    let timer = 0, last = 0;
    const ask = async () => {
      const mine = ++last;
      const answer = await fetch(form.dataset.preview, { method: 'POST', body: new URLSearchParams(new FormData(form)), headers: { Accept: 'text/html' } });
      const text = await answer.text();
      if (mine !== last) return;
      const shown = new DOMParser().parseFromString(text, 'text/html');
      waiting.hidden = answer.ok;
      sheets.hidden = !answer.ok;
      if (answer.ok) sheets.replaceChildren(...shown.body.childNodes);
      else waiting.textContent = 'Văn bản chưa hiện được vì còn dòng chưa đúng; sửa xong văn bản tự hiện lại.';
    };
    form.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(() => ask().catch(() => {}), 500);
    });
    ask().catch(() => { waiting.textContent = 'Chưa tải được văn bản. Hãy tải lại trang.'; });
  }
})();
