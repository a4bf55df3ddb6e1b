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
  class Refused extends Error {}

  /* What cannot be helped by trying again is told; the rest is tried again, ever more slowly. */
  const ask = async (address, options) => {
    const answer = await fetch(address, options);
    const said = await told(answer);
    if (answer.ok) return said;
    if (answer.status < 500 && answer.status !== 409 && answer.status !== 408) throw new Refused(said.message || said.error || `Máy chủ không nhận tệp (mã ${answer.status}).`);
    throw new Error(answer.status);
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

  const send = async (file, form, tell) => {
    const csrf = form.elements.csrf.value, started = { year: form.dataset.resume, name: file.name, size: file.size, dau: String(file.lastModified || ''), csrf };
    let tries = 0, state = null;
    for (;;) {
      try {
        state = state
          ? await ask(`/tai-len/${state.id}`, { headers: json })
          : await ask('/tai-len', { method: 'POST', headers: json, body: new URLSearchParams(started) });
        while (!state.whole) {
          const from = Number(state.received);
          tell(from);
          state = await piece(`/tai-len/${state.id}?tu=${from}`, csrf, file.slice(from, from + PIECE), (loaded) => tell(from + loaded));
          tries = 0;
        }
        tell(file.size);
        return state.id;
      } catch (wrong) {
        if (wrong instanceof Refused || ++tries > TRIES) throw wrong;
        tell(null);
        await pause(Math.min(15000, 500 * 2 ** Math.min(tries, 5)));
      }
    }
  };

  // ---- how far it is: amount and time that remains ----

  const size = (bytes) => (bytes < 1e5 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toLocaleString('vi-VN', { minimumFractionDigits: 1, maximumFractionDigits: 1 })} MB`);
  const time = (seconds) => (seconds < 60 ? `còn khoảng ${Math.max(1, Math.round(seconds))} giây` : `còn khoảng ${Math.round(seconds / 60)} phút`);

  const line = (file) => {
    const bar = make('progress', { max: file.size, value: 0 }), words = make('span', { className: 'remaining', textContent: `đợi · ${size(file.size)}` });
    bar.setAttribute('aria-label', `Tải lên ${file.name}`);
    const row = make('li', {}, make('span', { textContent: file.name }), words, bar);
    let first = null;
    const tell = (sent) => {
      if (sent === null) {
        words.textContent = 'mất kết nối, đang thử lại; phần đã gửi vẫn còn';
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

  for (const form of $$('form[data-resume]')) {
    const field = $('input[type=file]', form);
    form.addEventListener('submit', (event) => {
      if (event.defaultPrevented || form.dataset.sent) return;
      if (form.dataset.needFile !== undefined && !field.files.length) {
        event.preventDefault();
        say('Hãy chọn tệp trước.', true);
        return;
      }
      const empty = [...field.files].find((file) => file.size === 0), large = [...field.files].find((file) => file.size > 200 * 2 ** 20);
      if (empty || large) {
        event.preventDefault();
        say(empty ? `Tệp “${empty.name}” trống, không có nội dung. Hãy bỏ ra.` : `Tệp “${large.name}” lớn quá 200 MB. Hãy chia nhỏ hoặc nén lại.`, true);
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
