// What makes pages quicker; everything works without it.
(() => {
  const errors = document.getElementById('loi');
  if (errors) errors.focus();

  document.addEventListener('keydown', (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '/' && !typing) {
      const search = document.querySelector('input[type=search]');
      if (search) {
        event.preventDefault();
        search.focus();
        search.select();
      }
    }
    if ((event.key === 'j' || event.key === 'k') && !typing) {
      const links = [...document.querySelectorAll('table[data-rows] tbody tr th a')];
      if (!links.length) return;
      const now = links.indexOf(document.activeElement);
      const next = Math.max(0, Math.min(links.length - 1, now + (event.key === 'j' ? 1 : -1)));
      links[next].focus();
    }
  });

  // Filters as one types; the state stays in the address.
  const filter = document.querySelector('input[data-filter]');
  if (!filter) return;
  let timer = 0;
  filter.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const address = new URL(filter.form.action);
      address.search = new URLSearchParams(new FormData(filter.form));
      const answer = await fetch(address, { headers: { Accept: 'text/html' } });
      if (!answer.ok || answer.redirected) return;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const main = page.querySelector('main');
      const here = document.querySelector('main');
      for (const selector of ['.scroll', '.pages', '.empty']) here.querySelectorAll(selector).forEach((e) => e.remove());
      main.querySelectorAll('.scroll, .pages, .empty').forEach((e) => here.append(e));
      history.replaceState(null, '', address);
    }, 150);
  });
})();
