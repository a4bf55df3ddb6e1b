// Parts that only some pages have: writing Markdown, dropping files, the camera. Every page works without it.
(() => {
  'use strict';
  const { $, $$, icon, make, say } = globalThis.dvht;

  // ---- Markdown: a bar over <textarea data-editor>; what it writes are the same few marks as by hand ----

  /* In place of the selection, as if typed: Ctrl+Z takes it back. */
  const type = (field, text) => {
    field.focus();
    if (document.execCommand('insertText', false, text)) return;
    field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const wrap = (field, mark) => {
    const { selectionStart: from, selectionEnd: to, value } = field;
    const inner = value.slice(from, to), around = value.slice(from - mark.length, to + mark.length);
    if (around === mark + inner + mark) { // a second time takes it away
      field.setSelectionRange(from - mark.length, to + mark.length);
      type(field, inner);
      field.setSelectionRange(from - mark.length, to - mark.length);
      return;
    }
    type(field, mark + inner + mark);
    field.setSelectionRange(from + mark.length, to + mark.length);
  };
  const lines = (field, mark) => {
    const { value } = field;
    const from = value.lastIndexOf('\n', field.selectionStart - 1) + 1, end = value.indexOf('\n', field.selectionEnd);
    const to = end < 0 ? value.length : end;
    const marked = value.slice(from, to).split('\n').map((line, i) => mark(i) + line.replace(/^(- |\d+\. )/, ''));
    field.setSelectionRange(from, to);
    type(field, marked.join('\n'));
    field.setSelectionRange(from, from + marked.join('\n').length); // so that another kind of list takes its place
  };
  const table = (field) => {
    const before = field.selectionStart > 0 ? '\n\n' : '';
    field.setSelectionRange(field.selectionEnd, field.selectionEnd);
    type(field, `${before}| Cột 1 | Cột 2 |\n|---|---|\n|  |  |\n`);
  };
  const acts = [
    ['bold', 'Chữ đậm', (field) => wrap(field, '**'), 'b'],
    ['italic', 'Chữ nghiêng', (field) => wrap(field, '*'), 'i'],
    ['bullets', 'Danh sách gạch đầu dòng', (field) => lines(field, () => '- ')],
    ['numbers', 'Danh sách đánh số', (field) => lines(field, (i) => `${i + 1}. `)],
    ['table', 'Bảng', table],
  ];

  const paperStyle = () => {
    const { search } = new URL($('link[rel=stylesheet]').href);
    if (!$('link[href^="/tep/van-ban.css"]')) document.head.append(make('link', { rel: 'stylesheet', href: `/tep/van-ban.css${search}` }));
  };
  const preview = (field, shown) => {
    const body = new URLSearchParams({ csrf: field.form.elements.csrf.value, noi_dung: field.value });
    return fetch(field.dataset.preview || '/xem-truoc', { method: 'POST', body }).then(async (answer) => {
      if (!answer.ok) throw new Error(answer.status);
      paperStyle();
      shown.replaceChildren(...new DOMParser().parseFromString(await answer.text(), 'text/html').body.childNodes);
    });
  };

  for (const field of $$('textarea[data-editor]')) {
    const live = field.dataset.live !== undefined; // shown below while one types
    const box = make('div', { className: 'editor' }), bar = make('div', { className: 'editor-bar' });
    const shown = make('div', { className: 'editor-preview sheets', hidden: true, tabIndex: 0 });
    const label = $(`label[for="${field.id}"]`)?.textContent.trim() || 'nội dung';
    bar.setAttribute('role', 'toolbar');
    bar.setAttribute('aria-label', `Định dạng ${label}`);
    shown.setAttribute('role', 'region');
    shown.setAttribute('aria-label', `Xem trước ${label}`);
    for (const [name, words, act, key] of acts) {
      const button = make('button', { type: 'button', title: key ? `${words} (Ctrl+${key.toUpperCase()})` : words }, icon(name));
      button.setAttribute('aria-label', words);
      button.addEventListener('click', () => act(field));
      bar.append(button);
    }
    const look = make('button', { type: 'button', className: 'last' }, icon('eye'), 'Xem trước');
    look.setAttribute('aria-pressed', 'false');
    look.addEventListener('click', async () => {
      const on = shown.hidden;
      if (on) {
        try {
          await preview(field, shown);
        } catch {
          return say('Chưa xem trước được. Chữ đã gõ vẫn còn nguyên.', true);
        }
      }
      shown.hidden = !on;
      look.setAttribute('aria-pressed', on);
      if (live) return field.focus();
      field.hidden = on;
      for (const button of $$('button', bar)) if (button !== look) button.disabled = on;
      return (on ? shown : field).focus();
    });
    let timer = 0;
    if (live) field.addEventListener('input', () => {
      clearTimeout(timer);
      if (!shown.hidden) timer = setTimeout(() => preview(field, shown).catch(() => {}), 500);
    });
    if (!field.dataset.tryOf) bar.append(look); // else the whole paper is shown below
    field.addEventListener('keydown', (event) => {
      const found = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && acts.find(([, , , key]) => key === event.key.toLowerCase());
      if (!found) return;
      event.preventDefault();
      found[2](field);
    });
    field.before(box);
    box.append(bar, field, shown);
  }

  // ---- first set-up: what fits the kind of unit and the year ----

  const kind = $('#f-kind'), year = $('#f-year');
  if (kind && year) {
    const fits = ({ kinds, from, until }, at) => kinds.split(' ').includes(kind.value) && from <= at && (!until || at <= until);
    const scheme = $('#f-scheme'), options = $$('option[data-kinds]', scheme);
    const settle = () => {
      const end = `${year.value}-12-31`;
      for (const option of options) option.hidden = option.disabled = !fits(option.dataset, end);
      if (scheme.selectedOptions[0]?.disabled || !scheme.value) scheme.value = options.find((option) => !option.disabled)?.value || '';
      for (const box of $$('[data-proposal]')) box.hidden = !fits(box.dataset, year.value);
    };
    for (const field of [kind, year]) field.addEventListener('input', settle);
    settle();
    for (const button of $$('[data-proposal] button'))
      button.addEventListener('click', () => {
        for (const [name, text] of Object.entries(button.dataset)) $(`#f-${name}`).value = text;
        const first = $(`#f-${Object.keys(button.dataset)[0]}`);
        first.focus();
        first.setSelectionRange(first.value.indexOf('…'), first.value.length); // what is still to be typed
      });
  }

  // ---- files: <div data-drop> around an <input type=file>; data-shrink: photos are made smaller before they are sent ----

  const SHRINK_FROM = 1 << 20, LONG_SIDE = 2400; // px: an A4 sheet stays readable
  const LISTED = 100; // files that are shown one by one
  const shrink = async (file) => {
    if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < SHRINK_FROM) return file;
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, LONG_SIDE / Math.max(picture.width, picture.height));
    const sheet = make('canvas', { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
    sheet.getContext('2d').drawImage(picture, 0, 0, sheet.width, sheet.height);
    const small = await new Promise((done) => { sheet.toBlob(done, 'image/jpeg', 0.85); });
    return small && small.size < file.size ? new File([small], file.name.replace(/(\.\w+)?$/, '.jpg'), { type: 'image/jpeg' }) : file;
  };
  const size = (bytes) => (bytes < 1e5 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toLocaleString('vi-VN', { maximumFractionDigits: 1 })} MB`);

  for (const box of $$('[data-drop]')) {
    const field = $('input[type=file]', box), list = make('ul', { className: 'file-name' });
    const told = make('div', {}, list);
    told.setAttribute('role', 'status');
    const touch = matchMedia('(pointer: coarse)').matches, choose = make('p', { className: 'actions' });
    field.classList.add('unseen'); // its own button speaks the browser's language
    choose.append(field, make('label', { className: 'button quiet', htmlFor: field.id }, icon('upload'), 'Chọn tệp'));
    box.append(choose, told);
    let kept = [], busy = null;
    const put = () => {
      const all = new DataTransfer();
      for (const file of kept) all.items.add(file);
      field.files = all.files;
      const bytes = kept.reduce((sum, file) => sum + file.size, 0);
      const told = field.multiple ? 'Các tệp cộng lại quá lớn. Hãy bỏ bớt.' : 'Tệp quá lớn. Hãy chọn tệp nhỏ hơn.';
      field.setCustomValidity(bytes > Number(box.dataset.most || Infinity) ? told : '');
      if (kept.length > LISTED) {
        const drop = make('button', { type: 'button', className: 'text', textContent: 'Bỏ hết' });
        drop.addEventListener('click', () => {
          kept = [];
          put();
        });
        list.replaceChildren(make('li', {}, `${kept.length.toLocaleString('vi-VN')} tệp `, make('span', { className: 'faint small', textContent: size(bytes) }), ' ', drop));
        return;
      }
      list.replaceChildren(...kept.map((file) => {
        const drop = make('button', { type: 'button', className: 'text', textContent: 'Bỏ' });
        drop.setAttribute('aria-label', `Bỏ ${file.name}`);
        drop.addEventListener('click', () => {
          kept = kept.filter((one) => one !== file);
          put();
        });
        return make('li', {}, make('bdi', { textContent: file.name }), ' ', make('span', { className: 'faint small', textContent: size(file.size) }), ' ', drop);
      }));
    };
    // Several files: one photo after the other; those chosen before stay.
    const take = async (files) => {
      const ready = box.dataset.shrink === undefined ? files : await Promise.all(files.map((file) => shrink(file).catch(() => file)));
      const known = (file) => kept.some((one) => one.name === file.name && one.size === file.size);
      kept = field.multiple ? [...kept, ...ready.filter((file) => !known(file))] : ready.slice(0, 1);
      put();
    };
    field.addEventListener('change', () => { busy = take([...field.files]).finally(() => { busy = null; }); });
    field.addEventListener('left', () => { // the others have gone
      kept = [...field.files];
      put();
    });
    field.form.addEventListener('submit', (event) => {
      if (!busy) return;
      event.preventDefault();
      busy.then(() => field.form.requestSubmit(event.submitter));
    });
    for (const kind of ['dragenter', 'dragover'])
      box.addEventListener(kind, (event) => {
        event.preventDefault();
        box.classList.add('over');
      });
    for (const kind of ['dragleave', 'drop']) box.addEventListener(kind, () => box.classList.remove('over'));
    box.addEventListener('drop', (event) => {
      event.preventDefault();
      if (!event.dataTransfer.files.length || field.disabled) return;
      field.files = event.dataTransfer.files;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    });
    if (touch && /image/.test(field.accept)) {
      const camera = make('button', { type: 'button', className: 'button' }, icon('camera'), 'Chụp ảnh');
      camera.addEventListener('click', () => {
        const { accept } = field;
        field.setAttribute('capture', 'environment');
        field.accept = 'image/*';
        field.click();
        field.removeAttribute('capture');
        field.accept = accept;
      });
      choose.prepend(camera);
    } else if (!touch) choose.append(make('span', { className: 'hint', textContent: field.multiple ? 'hoặc kéo các tệp thả vào đây' : 'hoặc kéo tệp thả vào đây' }));
  }

  // ---- a table of fields, <form data-grid>: up and down within a column, a whole column at once ----

  for (const form of $$('form[data-grid]')) {
    form.addEventListener('keydown', (event) => {
      const cell = event.target.closest('tbody td'), step = { ArrowDown: 1, ArrowUp: -1, Enter: 1 }[event.key];
      if (!cell || !step || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
      if (event.key !== 'Enter' && event.target.list && event.target.value === '') return; // the list of titles opens
      event.preventDefault();
      const row = step > 0 ? cell.parentElement.nextElementSibling : cell.parentElement.previousElementSibling;
      const next = row && $('input:not([type=hidden])', row.cells[cell.cellIndex]);
      if (!next) return;
      next.focus();
      if (next.type === 'text') next.select();
    });
    for (const head of $$('th[data-all]', form)) {
      const boxes = $$(`tbody input[name=${head.dataset.all}]`, form);
      const all = make('input', { type: 'checkbox' });
      const tell = () => {
        const set = boxes.filter((box) => box.checked).length;
        all.checked = set === boxes.length;
        all.indeterminate = set > 0 && set < boxes.length;
      };
      all.setAttribute('aria-label', `${head.textContent.trim()}: tất cả`);
      all.addEventListener('change', () => {
        for (const box of boxes) box.checked = all.checked;
        form.dataset.dirty = '1';
      });
      form.addEventListener('change', tell);
      head.prepend(all, ' ');
      tell();
    }
  }

  // ---- copying: <button data-copy="id of a text area"> ----

  for (const button of $$('[data-copy]')) {
    const field = document.getElementById(button.dataset.copy);
    button.hidden = false;
    button.addEventListener('click', async () => {
      field.select();
      try {
        if (navigator.clipboard) await navigator.clipboard.writeText(field.value);
        else document.execCommand('copy'); // the clipboard is there over HTTPS only
        say('Đã chép. Mở Zalo rồi dán vào.');
      } catch {
        say('Chưa chép được: bấm Ctrl+C khi chữ đang được chọn.', true);
      }
    });
  }

  globalThis.dvht = Object.freeze({ ...globalThis.dvht, type }); // for pages with an editor of their own
})();
