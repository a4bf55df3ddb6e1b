// Choosing people by typing a part of the name without accents.  Every form works without it: what is
// chosen stands in the select or the check boxes themselves.
(() => {
  'use strict';
  const fold = (text) => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[đĐ]/g, 'd').toLowerCase();
  const make = (tag, properties, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };
  const fits = (typed) => {
    const words = fold(typed).split(/\s+/).filter(Boolean);
    return (text) => words.every((word) => fold(text).includes(word));
  };

  // ---- one person: the select becomes a field with a list below ----

  const SHOWN = 8;
  for (const select of document.querySelectorAll('select[data-pick]')) {
    const options = [...select.options].filter((option) => option.value);
    const list = make('ul', { id: `${select.id}-list`, className: 'pick-options', hidden: true });
    const input = make('input', { id: select.id, type: 'text', autocomplete: 'off', spellcheck: false,
      required: select.required, placeholder: 'gõ tên, không cần dấu', value: select.selectedOptions[0]?.value ? select.selectedOptions[0].text : '' });
    let at = -1, found = [];
    list.setAttribute('role', 'listbox');
    list.setAttribute('aria-label', 'Người khớp với chữ đã gõ');
    input.setAttribute('role', 'combobox');
    input.setAttribute('aria-autocomplete', 'list');
    input.setAttribute('aria-controls', list.id);
    for (const name of ['aria-describedby', 'aria-invalid'])
      if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
    select.removeAttribute('id');
    select.required = false;
    select.hidden = true;
    select.after(make('div', { className: 'pick-one' }, input, list));

    const show = (open) => {
      list.hidden = !open;
      input.setAttribute('aria-expanded', open);
      if (!open) input.removeAttribute('aria-activedescendant');
    };
    const mark = (to) => {
      at = to;
      [...list.children].forEach((item, i) => item.setAttribute('aria-selected', i === at));
      if (list.children[at]) input.setAttribute('aria-activedescendant', list.children[at].id);
    };
    const choose = (option) => {
      select.value = option.value;
      input.value = option.text;
      input.setCustomValidity('');
      show(false);
      select.dispatchEvent(new Event('input', { bubbles: true }));
    };
    const offer = () => {
      const fit = fits(input.value);
      found = options.filter((option) => fit(`${option.text} ${option.dataset.about}`)).slice(0, SHOWN);
      list.replaceChildren(...found.map((option, i) => {
        const item = make('li', { id: `${list.id}-${i}` }, option.text, make('span', { className: 'faint small', textContent: option.dataset.about }));
        item.setAttribute('role', 'option');
        item.addEventListener('mousedown', (event) => { event.preventDefault(); choose(option); });
        return item;
      }));
      show(found.length > 0);
      mark(found.length ? 0 : -1);
    };
    show(false);
    select.addEventListener('change', () => { input.value = select.value ? select.selectedOptions[0].text : ''; }); // a draft put back
    input.addEventListener('focus', () => input.select());
    input.addEventListener('input', () => {
      select.value = '';
      input.setCustomValidity(input.value ? 'Hãy chọn một người trong danh sách.' : '');
      offer();
    });
    input.addEventListener('blur', () => {
      const same = options.filter((option) => fold(option.text) === fold(input.value.trim()));
      if (!select.value && same.length === 1) choose(same[0]);
      show(false);
    });
    input.addEventListener('keydown', (event) => {
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        if (list.hidden) offer();
        else if (found.length) mark((at + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % found.length);
      } else if (event.key === 'Enter' && !list.hidden && found[at]) {
        event.preventDefault();
        choose(found[at]);
      } else if (event.key === 'Escape' && !list.hidden) {
        event.stopPropagation();
        show(false);
      }
    });
  }

  // ---- several people: check boxes with a field that finds among them ----

  for (const box of document.querySelectorAll('[data-pick-list]')) {
    const labels = [...box.querySelectorAll('label')];
    const input = make('input', { type: 'search', autocomplete: 'off', placeholder: 'gõ tên, không cần dấu' });
    const told = make('span', { className: 'faint small' });
    input.setAttribute('aria-label', 'Tìm người');
    told.setAttribute('role', 'status');
    const tell = (any = true) => { told.textContent = `đã chọn ${labels.filter((label) => label.control.checked).length}${any ? '' : ', không thấy ai khớp'}`; };
    input.addEventListener('input', () => {
      const fit = fits(input.value);
      for (const label of labels) label.hidden = !fit(label.textContent) && !label.control.checked;
      tell(labels.some((label) => !label.hidden && fit(label.textContent)));
    });
    input.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      const first = labels.find((label) => !label.hidden && !label.control.checked);
      if (first && input.value) first.control.click();
      input.value = '';
      input.dispatchEvent(new Event('input'));
    });
    box.addEventListener('change', () => tell());
    box.before(make('div', { className: 'pick-find' }, input, told));
    tell();
  }

  // ---- a standard text put into its field ----

  for (const button of document.querySelectorAll('[data-fill]')) {
    const field = document.getElementById(button.dataset.fill);
    button.hidden = false;
    button.addEventListener('click', () => {
      field.value = field.value.trim() ? `${field.value.trim()}\n${button.dataset.text}` : button.dataset.text;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.focus();
    });
  }
})();
