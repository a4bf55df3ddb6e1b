// Files of evidence: sent in pieces that go on after a lost connection, pasted, with names guessed. Pages work without it.
(() => {
  'use strict';
  const { $, $$, make, say } = globalThis.dvht;

  // ---- one file in pieces: announced, continued from where the server says it is ----

  const PIECE = 8 << 20, TRIES = 30;
  const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });
  const json = { Accept: 'application/json' };
  const told = async (answer) => {
    const text = await answer.text();
    try {
      return JSON.parse(text);
    } catch {
      return { message: text };
    }
  };
  class Refused extends Error {
    constructor(message, status) {
      super(message);
      this.status = status;
    }
  }

  /* What cannot be helped by trying again is told; `passing`: refusals that pass. */
  const ask = async (address, options, passing = [408, 409]) => {
    const answer = await fetch(address, options);
    const said = await told(answer);
    if (answer.ok) return { ...said, address: answer.url };
    const firm = answer.status === 507 || (answer.status < 500 && !passing.includes(answer.status));
    if (firm) throw new Refused(said.message || said.error || `Máy chủ không nhận tệp (mã ${answer.status}).`, answer.status);
    throw new Error(answer.status);
  };

  /* Tried again until it goes, ever more slowly; `act` is given what to call when some of it has gone. */
  const insist = async (act, lost) => {
    for (let tries = 0; ;) {
      try {
        return await act(() => { tries = 0; });
      } catch (wrong) {
        if (wrong instanceof Refused || ++tries > TRIES) throw wrong;
        lost();
        await pause(Math.min(15000, 500 * 2 ** Math.min(tries, 5)));
      }
    }
  };

  /* XMLHttpRequest tells how much of a piece has gone. */
  const piece = (address, csrf, bytes, tell) => new Promise((done, fail) => {
    const sending = new XMLHttpRequest();
    sending.open('POST', address);
    sending.setRequestHeader('X-Csrf', csrf);
    sending.setRequestHeader('Content-Type', 'application/octet-stream');
    sending.setRequestHeader('Accept', 'application/json');
    sending.upload.onprogress = ({ loaded }) => tell(loaded);
    sending.onload = () => (sending.status < 300 ? done(JSON.parse(sending.responseText)) : fail(new Error(sending.status)));
    sending.onerror = sending.onabort = sending.ontimeout = () => fail(new Error('lost'));
    sending.send(bytes);
  });

  /* The computer may not give it: moved, changed, or its disk taken out since it was chosen. */
  const read = (bytes, file) => bytes.arrayBuffer().catch(() => {
    throw new Refused(`Không đọc được tệp “${file.name}” từ máy này. Hãy xem tệp còn ở chỗ cũ không, rồi chọn lại.`);
  });

  const send = async (file, form, tell) => {
    const csrf = form.elements.csrf.value, started = { year: form.dataset.resume, name: file.name, size: file.size, dau: String(file.lastModified || ''), csrf };
    let state = null;
    return insist(async (went) => {
      state = state
        ? await ask(`/tai-len/${state.id}`, { headers: json })
        : await ask('/tai-len', { method: 'POST', headers: json, body: new URLSearchParams(started) });
      while (!state.whole) {
        const from = Number(state.received);
        tell(from);
        state = await piece(`/tai-len/${state.id}?tu=${from}`, csrf, await read(file.slice(from, from + PIECE), file), (loaded) => tell(from + loaded));
        went();
      }
      tell(file.size);
      return state.id;
    }, () => tell(null));
  };

  // ---- how far it is: amount and time that remains ----

  const size = (bytes) => (bytes < 1e5 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toLocaleString('vi-VN', { minimumFractionDigits: 1, maximumFractionDigits: 1 })} MB`);
  const time = (seconds) => (seconds < 60 ? `còn khoảng ${Math.max(1, Math.round(seconds))} giây` : `còn khoảng ${Math.round(seconds / 60)} phút`);

  const lost = 'mất kết nối, đang thử lại; phần đã gửi vẫn còn';

  const line = (file) => {
    const bar = make('progress', { max: file.size, value: 0 }), words = make('span', { className: 'remaining', textContent: `đợi · ${size(file.size)}` });
    bar.setAttribute('aria-label', `Tải lên ${file.name}`);
    const row = make('li', {}, make('span', { textContent: file.name }), words, bar);
    let first = null;
    const tell = (sent) => {
      if (sent === null) {
        words.textContent = lost;
        first = null;
        return;
      }
      const now = performance.now();
      first ||= { sent, now };
      const speed = (sent - first.sent) / Math.max(1, now - first.now) * 1000;
      bar.value = sent;
      words.textContent = sent >= file.size ? `xong · ${size(file.size)}`
        : `${size(sent)} trong ${size(file.size)}${speed > 0 && now - first.now > 1000 ? ` · ${time((file.size - sent) / speed)}` : ''}`;
    };
    return { row, tell };
  };

  // ---- <form data-resume="YEAR">: its files go first, then the form with their numbers ----

  const upload = async (form, field, submitter) => {
    const files = [...field.files], list = make('ul', { className: 'uploading' }), lines = files.map(line);
    const buttons = $$('button', form);
    list.append(...lines.map(({ row }) => row));
    $('.uploading', form)?.remove();
    (field.closest('.drop-file') || field).after(list);
    form.dataset.dirty = '1';
    for (const button of buttons) button.disabled = true;
    const ids = [];
    try {
      for (const [i, file] of files.entries()) ids.push(await send(file, form, lines[i].tell));
    } catch (wrong) {
      say(wrong instanceof Refused ? wrong.message : 'Chưa tải lên hết vì mất kết nối lâu. Bấm lại để gửi tiếp từ chỗ dở.', true);
      return;
    } finally {
      for (const button of buttons) button.disabled = false;
    }
    for (const id of ids) form.append(make('input', { type: 'hidden', name: 'tai_len', value: id }));
    field.disabled = true; // the bytes are there
    form.dataset.sent = '1';
    delete form.dataset.dirty;
    form.requestSubmit(submitter);
  };

  const unfit = (file) => (file.size === 0 ? `Tệp “${file.name}” trống, không có nội dung. Hãy bỏ ra.`
    : file.size > 200 * 2 ** 20 ? `Tệp “${file.name}” lớn quá 200 MB. Hãy chia nhỏ hoặc nén lại.` : null);

  // ---- <form data-batch>: very many files, a hundred at a time, each hundred in the list before the next is sent ----

  const BATCH = 100, LANES = 4;
  const OF_FILE = 'Tệp: '; // how a refusal begins that is of the field of files
  const count = (number) => number.toLocaleString('vi-VN');
  const arrived = new WeakMap(); // a file → the number of its upload

  /* The numbers outlive the page until all is in the list: the same files chosen again go on where they were. */
  const memory = (key) => {
    const mark = (file) => `${file.webkitRelativePath || file.name}|${file.size}|${file.lastModified}`, given = {};
    let known = {};
    try {
      known = JSON.parse(sessionStorage.getItem(key)) || known;
    } catch { /* begun anew */ }
    return {
      /* Of several alike each is given its own. */
      recall: (file) => {
        const at = given[mark(file)] || 0, id = known[mark(file)]?.[at];
        if (id === undefined) return;
        given[mark(file)] = at + 1;
        arrived.set(file, id);
      },
      note: (file) => {
        (known[mark(file)] ||= []).push(arrived.get(file));
        given[mark(file)] = known[mark(file)].length;
      },
      keep: () => {
        try {
          sessionStorage.setItem(key, JSON.stringify(known));
        } catch { /* too many: then this page alone knows */ }
      },
      any: () => Object.keys(known).length > 0,
      forget: () => {
        known = {};
        sessionStorage.removeItem(key);
      },
    };
  };

  /* A few at once; after the first that fails none is begun. */
  const inLanes = async (items, act) => {
    const waiting = [...items];
    const lane = async () => {
      try {
        while (waiting.length) await act(waiting.shift());
      } catch (wrong) {
        waiting.length = 0;
        throw wrong;
      }
    };
    const failed = (await Promise.allSettled(Array.from({ length: LANES }, lane))).find(({ status }) => status === 'rejected');
    if (failed) throw failed.reason;
  };

  /* Those that no record has taken: the answer that one has may be lost on its way. */
  const untaken = async (files, tellLost) => {
    const open = new Set();
    await inLanes(files, (file) => insist(() => ask(`/tai-len/${arrived.get(file)}`, { headers: json }), tellLost).then(() => open.add(file), (wrong) => {
      if (wrong.status !== 404) throw wrong;
    }));
    return files.filter((file) => open.has(file));
  };

  /* Files that arrived become items of the list, all of them or none.  A file that is refused is found by halves. */
  const enter = async (files, go) => {
    if (!files.length) return;
    const body = new URLSearchParams([...go.fields, ['truoc', go.there()], ...files.map((file) => ['tai_len', arrived.get(file)])]);
    try {
      const { address } = await insist(() => ask(go.action, { method: 'POST', headers: json, body }, []), go.lost);
      go.entered(files, address);
    } catch (wrong) {
      if (wrong.status === 404) {
        const open = await untaken(files, go.lost);
        if (open.length === files.length) throw wrong;
        go.entered(files.filter((file) => !open.includes(file)));
        await enter(open, go);
      } else if (wrong.status !== 422 || !wrong.message.startsWith(OF_FILE)) {
        throw wrong;
      } else if (files.length === 1) {
        go.refused(files[0], wrong.message.slice(OF_FILE.length), true);
      } else {
        const half = files.length >> 1;
        await enter(files.slice(0, half), go);
        await enter(files.slice(half), go);
      }
    }
  };

  const batches = (form, field) => {
    const words = make('span'), rest = make('span', { className: 'remaining' }), bar = make('progress'), link = make('a', { textContent: 'Xem danh mục' });
    const stopped = make('span', { className: 'why' }), head = make('li', {}, words, rest, bar, stopped), list = make('ul', { className: 'uploading' }, head), failed = new Map();
    const past = memory(`tep ${form.dataset.resume} ${form.elements.csrf.value.slice(0, 12)}`); // of one round and one time of being logged in
    let there = 0, address = null;
    words.setAttribute('role', 'status');
    bar.setAttribute('aria-label', 'Tệp đã đưa vào danh mục');

    const go = async (files) => {
      const left = new Set(files), from = there, since = performance.now();
      const fields = [...new FormData(form)].filter(([, value]) => typeof value === 'string');
      for (const file of files) failed.get(file)?.remove();
      for (const file of files) failed.delete(file);
      const show = () => {
        const all = there + left.size + failed.size, speed = (there - from) / Math.max(1, performance.now() - since) * 1000;
        words.textContent = `Đã đưa vào ${count(there)}/${count(all)} tệp`;
        rest.textContent = left.size && speed > 0 ? time(left.size / speed) : '';
        Object.assign(bar, { max: all, value: there });
      };
      const refused = (file, why, again) => {
        const retry = make('button', { type: 'button', className: 'text', textContent: 'Thử lại', disabled: true });
        retry.setAttribute('aria-label', `Thử lại ${file.name}`);
        retry.addEventListener('click', () => start([file]));
        const row = make('li', {}, make('bdi', { textContent: file.name }), again ? retry : '', make('span', { className: 'why', textContent: why }));
        left.delete(file);
        failed.set(file, row);
        list.append(row);
        show();
      };
      const batch = {
        fields, refused, action: form.action, there: () => there,
        lost: () => { rest.textContent = lost; },
        entered: (some, where) => {
          for (const file of some) left.delete(file);
          there += some.length;
          address = where || address;
          show();
        },
      };
      const bring = async (file) => {
        try {
          if (!arrived.has(file)) past.recall(file);
          if (arrived.has(file)) return;
          arrived.set(file, await send(file, form, (sent) => (sent === null ? batch.lost() : rest.textContent === lost && show())));
          past.note(file);
        } catch (wrong) {
          if (!(wrong instanceof Refused) || wrong.status) throw wrong;
          refused(file, wrong.message, true);
        }
      };
      show();
      try {
        for (let i = 0; i < files.length; i += BATCH) {
          const some = files.slice(i, i + BATCH);
          for (const file of some) if (unfit(file)) refused(file, unfit(file), false);
          await inLanes(some.filter((file) => left.has(file)), bring);
          past.keep();
          await enter(some.filter((file) => left.has(file)), batch);
        }
      } catch (wrong) {
        const why = wrong instanceof Refused ? wrong.message : 'Mất kết nối lâu.';
        stopped.textContent = `${words.textContent} rồi dừng. ${why} Bấm “${$('.actions button:not([type=button])', form).textContent}” để đưa tiếp ${count(left.size)} tệp còn lại, không tệp nào vào hai lần.`;
        say(stopped.textContent, true);
      }
      past.keep();
      rest.textContent = '';
      return [...left];
    };

    const start = async (files, others = [...field.files]) => {
      const buttons = () => $$('button', form);
      form.dataset.dirty = '1';
      stopped.textContent = '';
      $('.say.wrong')?.remove();
      if (!list.isConnected) (field.closest('.drop-file') || field).after(list);
      for (const button of buttons()) button.disabled = true;
      field.disabled = true; // nothing joins meanwhile
      const left = [...await go(files), ...others], kept = new DataTransfer();
      for (const file of left) kept.items.add(file);
      field.disabled = false;
      field.files = kept.files;
      field.dispatchEvent(new Event('left'));
      for (const button of buttons()) button.disabled = false;
      if (left.length) return;
      delete form.dataset.dirty;
      past.forget();
      link.href = address || form.action.replace(/\/nhieu$/, '');
      if (!failed.size) location.assign(link.href);
      else if (there) rest.replaceChildren(link);
    };
    return { start: () => start([...field.files], []), begun: () => list.isConnected || past.any() };
  };

  for (const form of $$('form[data-resume]')) {
    const field = $('input[type=file]', form), batched = form.dataset.batch === undefined ? null : batches(form, field);
    form.addEventListener('submit', (event) => {
      if (event.defaultPrevented || form.dataset.sent) return;
      if (form.dataset.needFile !== undefined && !field.files.length) {
        event.preventDefault();
        say('Hãy chọn tệp trước.', true);
        return;
      }
      if (batched && (field.files.length > BATCH || batched.begun())) {
        event.preventDefault();
        batched.start();
        return;
      }
      const wrong = [...field.files].map(unfit).find(Boolean);
      if (wrong) {
        event.preventDefault();
        say(wrong, true);
        return;
      }
      if (!field.files.length) return;
      event.preventDefault();
      upload(form, field, event.submitter);
    });
  }

  // ---- paste: what is in the clipboard joins the form's files ----

  document.addEventListener('paste', (event) => {
    const form = $('form[data-paste]'), files = [...(event.clipboardData?.files || [])];
    if (!form || !files.length) return;
    event.preventDefault();
    const field = $('input[type=file]', form), all = new DataTransfer();
    for (const file of files) {
      const plain = /^image\.\w+$/.test(file.name); // a picture of the screen has no name of its own
      all.items.add(plain ? new File([file], `ảnh dán ${new Date().toLocaleString('vi-VN').replace(/[/:,]/g, '-')}.png`, { type: file.type, lastModified: file.lastModified }) : file);
    }
    field.files = all.files;
    field.dispatchEvent(new Event('change', { bubbles: true }));
    say(`Đã dán ${files.length} tệp.`);
  });

  // ---- a title for the first file, where none was typed; the server guesses more for many files ----

  for (const field of $$('[data-names] input[type=file]'))
    field.addEventListener('change', () => {
      const title = $('#f-title'), file = field.files[0];
      if (!file || !title || title.value.trim()) return;
      title.value = file.name.replace(/\.\w{1,5}$/, '').replaceAll('_', ' ');
      title.dispatchEvent(new Event('input', { bubbles: true }));
    });
})();
