// What makes pages quicker; every page works without it.
(() => {
  'use strict';
  const $ = (selector, from = document) => from.querySelector(selector);
  const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
  const version = new URL(document.currentScript.src).search;
  const icon = (name) => {
    const holder = document.createElement('span');
    holder.innerHTML = `<svg class="icon" aria-hidden="true"><use href="/tep/icons.svg${version}#${name}"/></svg>`;
    return holder.firstChild;
  };
  const make = (tag, properties, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };
  const clock = () => new Date().toLocaleTimeString('vi-VN', { hour: '2-digit', minute: '2-digit' });
  const page = async (address, options) => {
    const answer = await fetch(address, { headers: { Accept: 'text/html' }, ...options });
    return { answer, shown: new DOMParser().parseFromString(await answer.text(), 'text/html') };
  };

  // What is said aloud and seen at the foot of the page without moving anything.
  const say = (text, wrong = false) => {
    const bar = $('.say') || document.body.appendChild(make('p', { className: 'say' }));
    bar.setAttribute('role', wrong ? 'alert' : 'status');
    bar.classList.toggle('wrong', wrong);
    bar.textContent = text;
    clearTimeout(say.timer);
    if (!wrong) say.timer = setTimeout(() => bar.remove(), 6000);
  };

  $('#loi')?.focus();

  // ---- the frame ----

  const root = document.documentElement;
  const dark = () => root.dataset.theme === 'toi' || (!root.dataset.theme && matchMedia('(prefers-color-scheme: dark)').matches);
  const themeSwitch = $('[data-theme-switch]');
  const nameTheme = () => {
    $('span', themeSwitch).textContent = dark() ? 'Nền sáng' : 'Nền tối';
    $('use', themeSwitch).setAttribute('href', `/tep/icons.svg${version}#${dark() ? 'sun' : 'moon'}`);
  };
  if (themeSwitch) {
    themeSwitch.hidden = false;
    nameTheme();
    themeSwitch.addEventListener('click', () => {
      root.dataset.theme = dark() ? 'sang' : 'toi';
      document.cookie = `dvht_mau=${root.dataset.theme}; Path=/; Max-Age=31536000; SameSite=Lax`;
      nameTheme();
    });
  }

  const side = $('.side');
  $('[data-menu]')?.addEventListener('click', (event) => {
    event.preventDefault();
    if (side.classList.toggle('open')) $('a', side).focus();
  });
  $('.side .close a')?.addEventListener('click', () => side.classList.remove('open'));

  document.addEventListener('click', (event) => {
    for (const open of $$('details.menu-of[open]')) if (!open.contains(event.target)) open.open = false;
  });
  addEventListener('offline', () => say('Mất mạng. Cứ làm tiếp, đừng đóng trang này; có mạng lại hãy bấm Lưu.', true));
  addEventListener('online', () => say('Có mạng lại rồi.'));

  // ---- keys: / tìm, j k lên xuống, F2 sửa tại chỗ, Esc thôi ----

  const rowLinks = () => $$('table[data-rows] tbody tr:not([hidden]) th a');
  document.addEventListener('keydown', (event) => {
    const typing = event.target.matches('input:not([type=checkbox]):not([type=radio]), textarea, select');
    if (event.key === 'Escape') {
      for (const open of $$('details.menu-of[open]')) {
        open.open = false;
        $('summary', open).focus();
      }
      if (event.target.matches('[data-search]')) event.target.blur();
    }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '/') {
      const search = $('.page [data-search]') || $('[data-search]');
      if (!search) return;
      event.preventDefault();
      search.focus();
      search.select();
    }
    if (event.key === 'j' || event.key === 'k') {
      const links = rowLinks();
      const now = links.indexOf(document.activeElement);
      links[Math.max(0, Math.min(links.length - 1, now + (event.key === 'j' ? 1 : -1)))]?.focus();
    }
    const row = event.target.closest('table[data-rows] tbody tr');
    if (event.key === 'x' && row) $('input[type=checkbox]', row)?.click();
    if (event.key === 'F2' && row && row.closest('[data-inline]')) editRow(row);
  });

  // ---- fields ----

  for (const field of $$('[data-picks]'))
    field.addEventListener('input', () => { document.getElementById(field.dataset.picks).checked = true; });

  for (const button of $$('[data-show]')) {
    const field = document.getElementById(button.dataset.show);
    button.hidden = false;
    button.addEventListener('click', () => {
      const shown = field.type === 'password';
      field.type = shown ? 'text' : 'password';
      button.setAttribute('aria-pressed', shown);
      button.firstChild.textContent = shown ? 'Che' : 'Hiện';
      field.focus();
    });
  }

  for (const box of $$('.drop-file')) {
    const field = $('input[type=file]', box);
    for (const kind of ['dragover', 'dragleave', 'drop'])
      box.addEventListener(kind, (event) => {
        event.preventDefault();
        box.classList.toggle('over', kind === 'dragover');
        if (kind === 'drop' && event.dataTransfer.files.length && !field.disabled) field.files = event.dataTransfer.files;
      });
  }

  // Leaving with something typed and not sent asks first.
  for (const form of $$('form.form[method=post]')) {
    form.addEventListener('input', () => { form.dataset.dirty = '1'; });
    form.addEventListener('submit', () => { delete form.dataset.dirty; });
  }
  addEventListener('beforeunload', (event) => {
    if ($('form[data-dirty]:not([data-quiet])')) event.preventDefault();
  });

  // ---- drafts: <form data-draft="KIND/ID">, kept every two seconds of change, offered when it is opened again ----

  for (const form of $$('form[data-draft]')) {
    const [kind, id] = form.dataset.draft.split('/');
    const told = make('span', { className: 'saved' });
    const typed = () => JSON.stringify([...new FormData(form)].filter(([name, value]) =>
      typeof value === 'string' && name !== 'csrf' && name !== 'version' && form.elements[name]?.type !== 'password'));
    const ask = async (address, fields) => {
      const body = new URLSearchParams({ csrf: form.elements.csrf.value, loai: kind, so: id, ...fields });
      const answer = await fetch(address, { method: 'POST', headers: { Accept: 'application/json' }, body });
      if (!answer.ok) throw new Error(answer.status);
      return answer.json();
    };
    let kept = typed(), waiting = 0, sending = null;
    const keep = async () => {
      const content = typed();
      waiting = 0;
      if (content === kept) return;
      try {
        const { at } = await ask('/ban-nhap', { ban: form.elements.version?.value || '0', noi_dung: content });
        kept = content;
        told.classList.remove('wrong');
        told.replaceChildren(icon('good'), `Bản nháp đã lưu lúc ${at.split(' ')[0]}`);
      } catch {
        told.classList.add('wrong');
        told.textContent = 'Chưa lưu được bản nháp. Đừng đóng trang này.';
      }
    };
    told.setAttribute('role', 'status');
    $('.actions.main', form).append(told);
    form.addEventListener('input', () => {
      waiting ||= setTimeout(() => { sending = keep().finally(() => { sending = null; }); }, 2000);
    });
    form.addEventListener('submit', (event) => {
      clearTimeout(waiting);
      if (!sending) return;
      event.preventDefault(); // a draft under way must not arrive after the save that ends it
      sending.finally(() => form.requestSubmit(event.submitter));
    });
    const offer = ({ at, version: base, content }) => {
      const use = make('button', { type: 'button', className: 'quiet', textContent: 'Dùng bản nháp' });
      const drop = make('button', { type: 'button', className: 'text', textContent: 'Bỏ bản nháp' });
      const box = make('div', { className: 'hold' }, icon('good'), make('div', {},
        make('p', { textContent: `Bạn có bản nháp chưa lưu, lúc ${at}.` }), make('p', { className: 'actions' }, use, drop)));
      use.addEventListener('click', () => {
        for (const box of $$('input[type=checkbox]', form)) box.checked = false;
        for (const [name, value] of JSON.parse(content)) {
          const named = form.elements[name], all = named instanceof RadioNodeList ? [...named] : [named].filter(Boolean);
          const boxes = all.filter((field) => /^(checkbox|radio)$/.test(field.type));
          for (const field of boxes) if (field.value === value) field.checked = true;
          if (!boxes.length && all.length === 1) all[0].value = value;
          all[0]?.dispatchEvent(new Event('change', { bubbles: true }));
        }
        if (form.elements.version) form.elements.version.value = base;
        form.dataset.dirty = '1';
        kept = content;
        box.remove();
      });
      drop.addEventListener('click', async () => {
        await ask('/ban-nhap/bo', {});
        box.remove();
      });
      form.before(box);
    };
    if (!$('#loi')) {
      fetch(`/ban-nhap?${new URLSearchParams({ loai: kind, so: id })}`, { headers: { Accept: 'application/json' } })
        .then((answer) => answer.ok && answer.json()).then((draft) => draft && draft.found && draft.content !== typed() && offer(draft)).catch(() => {});
    }
  }

  // ---- a form in short steps: one section at a time ----

  for (const form of $$('form[data-steps]')) {
    const steps = $$('fieldset', form), marks = $$('.steps li');
    const wrong = steps.findIndex((step) => $('.wrong', step));
    const show = (at) => {
      steps.forEach((step, i) => { step.hidden = i !== at; });
      marks.forEach((mark, i) => {
        mark.className = i < at ? 'is-done' : i === at ? 'is-doing' : 'is-todo';
        $('use', mark).setAttribute('href', `/tep/icons.svg${version}#s-${i < at ? 'done' : i === at ? 'doing' : 'todo'}`);
        if (i === at) mark.setAttribute('aria-current', 'step');
        else mark.removeAttribute('aria-current');
      });
      $('.actions.main', form).hidden = at !== steps.length - 1;
    };
    const go = (at) => {
      show(at);
      const legend = $('legend', steps[at]);
      legend.tabIndex = -1;
      legend.focus();
    };
    steps.forEach((step, i) => {
      const bar = make('p', { className: 'actions step-bar' });
      if (i < steps.length - 1) {
        const next = make('button', { type: 'button', className: 'button', textContent: 'Tiếp tục' });
        next.addEventListener('click', () => {
          const bad = $$('input, select', step).find((field) => !field.checkValidity());
          if (bad) bad.reportValidity();
          else go(i + 1);
        });
        bar.append(next);
      }
      if (i > 0) {
        const back = make('button', { type: 'button', className: 'quiet', textContent: 'Quay lại' });
        back.addEventListener('click', () => go(i - 1));
        (i === steps.length - 1 ? $('.actions.main', form) : bar).append(back);
      }
      if (bar.children.length) step.append(bar);
    });
    for (const link of $$('#loi a'))
      link.addEventListener('click', () => {
        const at = steps.findIndex((step) => $(link.hash, step));
        if (at >= 0) show(at);
      });
    // The browser itself cannot point at a field of a step that is not shown; passwords are gone after an error.
    form.noValidate = true;
    form.addEventListener('submit', (event) => {
      const at = steps.findIndex((step) => $$('input, select', step).some((field) => !field.checkValidity()));
      if (at < 0) return;
      event.preventDefault();
      go(at);
      const field = $$('input, select', steps[at]).find((one) => !one.checkValidity());
      if (field.type === 'password' && $('#loi')) say('Mật khẩu không được giữ lại sau lần gửi trước. Hãy gõ lại.', true);
      field.reportValidity();
    });
    show(Math.max(0, wrong));
  }

  // ---- naming what an act does before it is done ----

  const dialog = (form, button) => {
    const box = make('dialog', { className: 'dialog' });
    const title = make('h2', { id: 'hoi', textContent: form.dataset.confirm });
    const yes = make('button', { type: 'button', className: form.dataset.mild === undefined ? 'danger' : 'button', textContent: button.textContent.trim() });
    const no = make('button', { type: 'button', className: 'quiet', textContent: 'Thôi', autofocus: true });
    box.setAttribute('aria-labelledby', 'hoi');
    box.append(title, make('p', { textContent: form.dataset.tells || '' }), make('p', { className: 'actions' }, yes, no));
    yes.addEventListener('click', () => { form.dataset.sure = '1'; form.requestSubmit(button); });
    no.addEventListener('click', () => box.close());
    box.addEventListener('close', () => box.remove());
    document.body.append(box);
    box.showModal();
  };
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!form.dataset.confirm || form.dataset.sure) return;
    event.preventDefault();
    dialog(form, event.submitter || $('button', form));
  });

  // ---- lists: filter while typing, with its state in the address ----

  const swap = (shown, address) => {
    const here = $('[data-results]'), there = $('[data-results]', shown);
    if (!here || !there) return;
    here.replaceChildren(...there.childNodes);
    if (address) history.replaceState(null, '', address);
    prepare(here);
  };
  let timer = 0, last = 0;
  const filter = (field) => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const mine = ++last, address = new URL(field.form.action);
      const given = [...new FormData(field.form)].filter(([, value]) => value !== '');
      address.search = new URLSearchParams(given);
      const { answer, shown } = await page(address);
      if (mine === last && answer.ok && !answer.redirected) swap(shown, address);
    }, field.type === 'search' ? 120 : 0);
  };
  const wholeDay = /^(\d{1,2}[/.-]\d{1,2}[/.-]\d{4})?$/; // half a date asks for nothing
  for (const field of $$('[data-filter]'))
    field.addEventListener('input', () => { if (field.dataset.filter !== 'day' || wholeDay.test(field.value.trim())) filter(field); });
  for (const button of $$('[data-filter-button]')) button.hidden = true;

  // What is shown is what is sent: a file's address follows the filter.
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-export]');
    if (!link) return;
    const address = new URL(link.href), form = address.searchParams.get('dang');
    address.search = location.search;
    address.searchParams.set('dang', form);
    for (const own of ['tu', 'truoc']) address.searchParams.delete(own); // all pages of it
    link.href = address;
  });

  // ---- tables: sorting, choosing rows ----

  const compare = new Intl.Collator('vi', { numeric: true }).compare;
  const key = (row, at, given) => {
    const cell = row.cells[at], text = ($('a', cell) || cell).textContent.trim(); // not what phones show below a name
    const day = /^(\d{1,2})\/(\d{1,2})\/(\d{4})/.exec(text);
    if (day) return day[3] + day[2].padStart(2, '0') + day[1].padStart(2, '0');
    const words = text.split(' ');
    return given && words.length > 1 ? [words.at(-1), words[0], ...words.slice(1, -1)].join(' ') : text; // given, family, middle names
  };
  const sortable = (table) => {
    for (const head of $$('thead th[data-sort]', table)) {
      const button = make('button', { type: 'button', className: 'sort' }, head.textContent, icon('sort'));
      head.replaceChildren(button);
      button.addEventListener('click', () => {
        const down = head.getAttribute('aria-sort') === 'ascending', at = head.cellIndex, body = table.tBodies[0];
        for (const other of $$('[aria-sort]', table)) other.removeAttribute('aria-sort');
        head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
        const given = head.dataset.sort === 'ten';
        const rows = [...body.rows].sort((a, b) => compare(key(a, at, given), key(b, at, given)) * (down ? -1 : 1));
        body.append(...rows);
      });
    }
  };

  const choosing = (form) => {
    const boxes = () => $$('tbody tr:not([hidden]) input[type=checkbox]:not([disabled])', form);
    const all = make('input', { type: 'checkbox' }), count = $('[data-chosen]', form);
    all.setAttribute('aria-label', 'Chọn tất cả');
    $('thead .pick', form).replaceChildren(all);
    const tell = () => {
      const chosen = boxes().filter((box) => box.checked).length;
      count.textContent = chosen ? `Đã chọn ${chosen}` : count.dataset.none || 'Chưa chọn ai';
      count.parentElement.classList.toggle('some', chosen > 0);
      all.checked = chosen > 0 && chosen === boxes().length;
      all.indeterminate = chosen > 0 && !all.checked;
      for (const box of boxes()) box.closest('tr').classList.toggle('chosen', box.checked);
    };
    let from = null;
    form.addEventListener('click', (event) => {
      if (event.target === all) for (const box of boxes()) box.checked = all.checked;
      else if (event.target.matches('tbody input[type=checkbox]')) {
        const list = boxes(), a = list.indexOf(from), b = list.indexOf(event.target);
        if (event.shiftKey && a >= 0) for (const box of list.slice(Math.min(a, b), Math.max(a, b) + 1)) box.checked = event.target.checked;
        from = event.target;
      }
      tell();
    });
    tell();
  };

  // ---- editing a row in its place: the person's own form, its fields put into the cells ----

  async function editRow(row) {
    const table = row.closest('table'), link = $('th a', row), editing = $('tr.editing', table);
    if (editing) return;
    const { answer, shown } = await page(link.href);
    const form = $('form.form', shown);
    if (!answer.ok || !form) return;
    const kept = [...row.cells].map((cell) => [...cell.childNodes]);
    const fieldOf = (cell) => form.elements[table.tHead.rows[0].cells[cell.cellIndex].dataset.field];
    const cells = [...row.cells].filter((cell) => cell.offsetParent && fieldOf(cell));
    const controls = () => $$('input:not([type=checkbox]), select, textarea', row);
    const over = new AbortController(); // the row stays, its keys do not
    const leave = () => {
      over.abort();
      [...row.cells].forEach((cell, i) => cell.replaceChildren(...kept[i]));
      row.classList.remove('editing');
      link.focus();
    };
    row.classList.add('editing');
    for (const cell of cells) {
      const field = fieldOf(cell), heading = table.tHead.rows[0].cells[cell.cellIndex].textContent.trim();
      const control = field.tagName === 'INPUT' ? make('input', { name: field.name, value: field.value, autocomplete: 'off' }) : field.cloneNode(true);
      control.removeAttribute('id');
      control.removeAttribute('aria-describedby');
      control.setAttribute('aria-label', heading);
      cell.replaceChildren(control);
    }
    controls()[0].focus();
    say('Enter: lưu · Esc: thôi · Tab: ô tiếp theo');

    // As a whole page: somebody else has saved meanwhile, and what to do is asked there.
    const send = (address, fields) => {
      const whole = make('form', { method: 'post', action: address, hidden: true });
      for (const [name, value] of fields) whole.append(make('input', { type: 'hidden', name, value }));
      document.body.append(whole);
      whole.submit();
    };
    const save = async () => {
      const data = new URLSearchParams(new FormData(form));
      for (const input of controls()) data.set(input.name, input.value);
      const { answer: sent, shown: told } = await page(link.href, { method: 'POST', body: data });
      const errors = $$('.field .error', told);
      for (const old of $$('.error', row)) old.remove();
      for (const error of errors) {
        const input = controls().find((one) => `e-${one.name}` === error.id);
        const text = error.textContent.trim();
        if (!input) return say(text, true);
        input.setAttribute('aria-invalid', 'true');
        input.after(make('p', { className: 'error', textContent: text }));
      }
      if (errors.length) return $('[aria-invalid]', row).focus();
      if (sent.status === 409 && $('form[data-conflict]', told)) return send(link.href, data);
      if (!sent.ok) return say($('.page .lead', told)?.textContent || 'Chưa lưu được.', true);
      const path = new URL(link.href).pathname, fresh = await page(location);
      swap(fresh.shown);
      $(`table[data-rows] th a[href="${path}"]`)?.focus();
      return say(`Đã lưu lúc ${clock()}`);
    };
    row.addEventListener('keydown', (event) => {
      if (!row.classList.contains('editing')) return;
      if (event.key === 'Escape') leave();
      if (event.key === 'Enter' && !event.shiftKey) {
        event.preventDefault();
        save();
      }
    }, { signal: over.signal });
  }
  document.addEventListener('dblclick', (event) => {
    const row = event.target.closest('table[data-inline] tbody tr');
    if (row && !event.target.closest('a')) editRow(row);
  });

  function prepare(within) {
    for (const table of $$('table', within)) sortable(table);
    for (const form of $$('form[data-choose]', within)) choosing(form);
  }
  prepare(document);

  // ---- a job under way: its page again every second until it is over ----

  const follow = async () => {
    const bar = $('[data-progress]');
    if (!bar) return;
    const { answer, shown } = await page(location);
    const next = $('[data-progress]', shown);
    if (!next || !answer.ok) return location.reload();
    bar.replaceChildren(...next.childNodes);
    return setTimeout(follow, 1000);
  };
  setTimeout(follow, 1000);

  globalThis.dvht = Object.freeze({ $, $$, icon, make, say }); // for parts.js
})();
