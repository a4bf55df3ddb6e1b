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

  // ---- a field with a list below of what fits ----

  // `search` gives what fits what is typed, {text, about}, at once or promised; `choose` is told which one it is.
  const SHOWN = 8;
  const offerBelow = (input, search, choose) => {
    const list = make('ul', { id: `${input.id}-list`, className: 'pick-options', hidden: true });
    let at = -1, found = [], asked = 0;
    list.setAttribute('role', 'listbox');
    list.setAttribute('aria-label', 'Người khớp với chữ đã gõ');
    input.setAttribute('role', 'combobox');
    input.setAttribute('aria-autocomplete', 'list');
    input.setAttribute('aria-controls', list.id);
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
    const take = (option) => {
      asked++;
      show(false);
      choose(option);
    };
    const offer = async () => {
      const mine = ++asked, fit = await search(input.value);
      if (mine !== asked || document.activeElement !== input) return; // typed on meanwhile
      found = fit.slice(0, SHOWN);
      list.replaceChildren(...found.map((option, i) => {
        const item = make('li', { id: `${list.id}-${i}` }, option.text, make('span', { className: 'faint small', textContent: option.about }));
        item.setAttribute('role', 'option');
        item.addEventListener('mousedown', (event) => { event.preventDefault(); take(option); });
        return item;
      }));
      show(found.length > 0);
      mark(found.length ? 0 : -1);
    };
    show(false);
    input.addEventListener('focus', () => input.select());
    input.addEventListener('input', offer);
    input.addEventListener('blur', () => show(false));
    input.addEventListener('keydown', (event) => {
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        if (list.hidden) offer();
        else if (found.length) mark((at + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % found.length);
      } else if (event.key === 'Enter' && !list.hidden && found[at]) {
        event.preventDefault();
        take(found[at]);
      } else if (event.key === 'Escape' && !list.hidden) {
        event.stopPropagation();
        show(false);
      }
    });
    return list;
  };

  // ---- one person of a school: the select becomes such a field ----

  for (const select of document.querySelectorAll('select[data-pick]')) {
    const options = [...select.options].filter((option) => option.value).map((option) => ({ value: option.value, text: option.text, about: option.dataset.about }));
    const input = make('input', { id: select.id, type: 'text', autocomplete: 'off', spellcheck: false,
      required: select.required, placeholder: 'gõ tên, không cần dấu', value: select.selectedOptions[0]?.value ? select.selectedOptions[0].text : '' });
    const choose = (option) => {
      select.value = option.value;
      input.value = option.text;
      input.setCustomValidity('');
      select.dispatchEvent(new Event('input', { bubbles: true }));
    };
    for (const name of ['aria-describedby', 'aria-invalid'])
      if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
    select.removeAttribute('id');
    select.required = false;
    select.hidden = true;
    select.addEventListener('change', () => { input.value = select.value ? select.selectedOptions[0].text : ''; }); // a draft put back
    input.addEventListener('input', () => {
      select.value = '';
      input.setCustomValidity(input.value ? 'Hãy chọn một người trong danh sách.' : '');
    });
    input.addEventListener('blur', () => {
      const same = options.filter((option) => fold(option.text) === fold(input.value.trim()));
      if (!select.value && same.length === 1) choose(same[0]);
    });
    const list = offerBelow(input, (typed) => {
      const fit = fits(typed);
      return options.filter((option) => fit(`${option.text} ${option.about}`));
    }, choose);
    select.after(make('div', { className: 'pick-one' }, input, list));
  }

  // ---- one of thousands: the server says who fits, and finds whoever is typed without this script, too ----

  for (const input of document.querySelectorAll('input[data-pick-from]')) {
    const into = document.getElementById(input.dataset.pickInto);
    const search = async (typed) => {
      if (!typed.trim()) return [];
      await new Promise((resume) => { setTimeout(resume, 120); });
      if (input.value !== typed) return [];
      const answer = await fetch(`${input.dataset.pickFrom}?tim=${encodeURIComponent(typed)}`).catch(() => null);
      return answer?.ok ? (await answer.json()).people : [];
    };
    const choose = (option) => {
      const field = into ?? input;
      field.value = into?.value.trim() ? `${into.value.trim()}\n${option.text}` : option.text;
      if (into) input.value = '';
      field.dispatchEvent(new Event('change', { bubbles: true }));
    };
    const box = make('div', { className: 'pick-one' });
    input.hidden = false;
    input.before(box);
    box.append(input, offerBelow(input, search, choose));
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
