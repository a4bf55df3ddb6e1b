// An indicator: evidence and figures picked into the text, who else is writing, the neighbours by keys. Without it marks are typed by hand.
(() => {
  'use strict';
  const { $, $$, icon, make, say, type } = globalThis.dvht;

  // ---- j and k: the next and the previous one ----

  document.addEventListener('keydown', (event) => {
    const typing = event.target.matches('input, textarea, select') || event.target.closest('dialog');
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    $(`a[data-key="${CSS.escape(event.key)}"]`)?.click();
  });

  // ---- inserting: into the field that was written in last ----

  const fields = $$('textarea[data-pick]');
  let last = fields[0];
  if (last) last.setSelectionRange(last.value.length, last.value.length); // until somebody puts it elsewhere
  for (const field of fields) field.addEventListener('focus', () => { last = field; });
  const insert = (field, mark) => {
    const before = field.value.slice(0, field.selectionStart);
    type(field, /[\p{L}\p{N}.,;:)\]]$/u.test(before) ? ` ${mark}` : mark);
  };
  for (const button of $$('[data-insert]')) {
    button.hidden = !last;
    button.addEventListener('click', () => insert(last, button.dataset.insert));
  }

  const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase();
  const asked = new Map();
  const choices = (address) => {
    if (!asked.has(address)) {
      const answer = fetch(address, { headers: { Accept: 'application/json' } }).then((got) => {
        if (!got.ok) throw new Error(got.status);
        return got.json();
      });
      answer.catch(() => asked.delete(address));
      asked.set(address, answer);
    }
    return asked.get(address);
  };
  const choose = (field, title, items) => {
    const box = make('dialog', { className: 'dialog choose-one' }), list = make('ul');
    const find = make('input', { type: 'search', id: 'chen-tim', placeholder: 'không cần gõ dấu', autocomplete: 'off' });
    const none = make('p', { className: 'faint', textContent: 'Không có gì khớp.', hidden: true });
    const from = [field.selectionStart, field.selectionEnd];
    const pick = (item) => {
      box.close();
      field.focus();
      field.setSelectionRange(...from);
      insert(field, item.mark);
    };
    const show = () => {
      const words = plain(find.value).split(/\s+/).filter(Boolean);
      const found = items.filter((item) => words.every((word) => item.key.includes(word))).slice(0, 100);
      none.hidden = found.length > 0;
      list.replaceChildren(...found.map((item) => {
        const button = make('button', { type: 'button' }, make('span', { textContent: item.label }), make('span', { className: 'value', textContent: item.value || '' }));
        button.addEventListener('click', () => pick(item));
        return make('li', {}, button);
      }));
    };
    const head = make('h2', { id: 'chen', textContent: title });
    box.setAttribute('aria-labelledby', 'chen');
    const shut = make('button', { type: 'button', className: 'quiet', textContent: 'Đóng' });
    shut.addEventListener('click', () => box.close());
    box.addEventListener('close', () => box.remove());
    find.addEventListener('input', show);
    find.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      $('button', list)?.click();
    });
    box.append(head, make('label', { className: 'unseen', htmlFor: find.id, textContent: 'Tìm' }), find, none, list, make('p', { className: 'actions' }, shut));
    document.body.append(box);
    show();
    box.showModal();
    find.focus();
  };
  const kinds = [
    ['Minh chứng', 'evidence', 'Dẫn minh chứng', (item) => ({ mark: item.mark, label: item.title, value: item.code || '', here: item.here, key: plain(`${item.code || ''} ${item.title} ${item.about || ''}`) })],
    ['Số liệu', 'figures', 'Chèn số liệu', (item) => ({ mark: item.mark, label: item.label, value: item.value, here: item.here, key: plain(`${item.label} ${item.value}`) })],
  ];
  for (const field of fields) {
    const bar = $('.editor-bar', field.closest('.editor')), end = $('.last', bar);
    for (const [words, name, title, shaped] of field.dataset.pick ? kinds : []) {
      const button = make('button', { type: 'button', className: 'named', title }, words);
      button.addEventListener('click', async () => {
        try {
          const all = (await choices(field.dataset.pick))[name].map(shaped);
          choose(field, title, [...all.filter((item) => item.here), ...all.filter((item) => !item.here)]);
        } catch {
          say('Chưa lấy được danh sách để chèn. Thử lại sau.', true);
        }
      });
      bar.insertBefore(button, end);
    }
  }

  // ---- the text of a year ago, taken down ----

  for (const said of $$('[data-before]')) {
    const field = $('textarea', said.closest('.field'));
    if (!field) continue;
    const take = make('button', { type: 'button', className: 'text', textContent: 'Chép xuống ô này' });
    take.addEventListener('click', () => {
      field.setSelectionRange(field.value.length, field.value.length);
      type(field, (field.value ? '\n\n' : '') + said.textContent);
    });
    said.after(take);
  }

  // ---- who else is writing, asked now and then ----

  const told = $('[data-writers]');
  const ask = async () => {
    if (document.hidden) return;
    const answer = await fetch(told.dataset.writers, { headers: { Accept: 'application/json' } }).catch(() => null);
    if (!answer?.ok) return;
    const { writers, saved_version: version, saved_by: by, saved_at: at } = await answer.json();
    const lines = writers.map(({ name, at: when }) => make('span', {}, make('strong', { textContent: name }), ` đang viết, gõ gần nhất lúc ${when}`));
    if (version > Number(told.dataset.version)) lines.push(make('span', {}, make('strong', { textContent: by }), ` vừa lưu lúc ${at.split(' ')[0]}. Khi bạn lưu, phần khác nhau được đặt cạnh nhau để chọn.`));
    const text = lines.map((line) => line.textContent).join();
    if (text === told.textContent.trim()) return;
    told.replaceChildren(...(lines.length ? [make('p', { className: 'writers' }, icon('edit'), ...lines)] : []));
  };
  if (told) setInterval(ask, 15000);
})();
