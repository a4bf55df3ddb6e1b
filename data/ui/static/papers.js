// A wording: its paper beside it, as it will print, made anew when typing rests. Without it the button does the same.
(() => {
  'use strict';
  const { $, say } = globalThis.dvht;
  const field = $('textarea[data-try-of]'), shown = $('[data-tried]'), button = $('[data-try]');
  if (!field) return;
  let timer = 0, last = 0, told = field.value;
  const attempt = async () => {
    const mine = ++last, body = new URLSearchParams(new FormData(field.form));
    told = field.value;
    try {
      const answer = await fetch(field.dataset.tryOf, { method: 'POST', body, headers: { Accept: 'text/html' } });
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      if (mine === last && $('[data-tried]', page)) shown.replaceChildren(...$('[data-tried]', page).childNodes);
    } catch {
      say('Chưa xem thử được. Chữ đã gõ vẫn còn nguyên.', true);
    }
  };
  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => { if (field.value !== told) attempt(); }, 700);
  });
  button.addEventListener('click', (event) => {
    event.preventDefault();
    attempt().then(() => shown.scrollIntoView({ block: 'nearest' }));
  });
  if (matchMedia('(min-width: 1181px)').matches) attempt(); // there is room for it beside the words
})();
