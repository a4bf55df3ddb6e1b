// The self-assessment: total, what is blank and the result as one types. The server says the same after saving.
(() => {
  'use strict';
  const number = (text) => (/^\d+([.,]\d+)?$/.test(text.trim()) ? Number.parseFloat(text.replace(',', '.')) : NaN);
  const shown = (value) => value.toLocaleString('vi-VN', { maximumFractionDigits: 6, useGrouping: false });

  for (const form of document.querySelectorAll('form[data-citizen]')) {
    const { qualities, most, ruleTotal, ruleEach } = form.dataset;
    const names = [...new Set([...form.elements].map((field) => field.name).filter((name) => name.startsWith('points.')))];
    const total = form.querySelector('[data-total]'), verdict = form.querySelector('[data-verdict]'), words = form.querySelector('[data-words]');
    const use = verdict.querySelector('use'), icons = use.getAttribute('href').split('#')[0];
    const good = (text) => number(text) <= number(most);
    const tell = () => {
      const typed = names.map((name) => form.elements[name].value || '').filter((text) => text.trim() !== '');
      const given = typed.filter(good).map(number), sum = given.reduce((all, value) => all + value, 0);
      const blank = names.length - typed.length, wrong = typed.length - given.length, below = ruleEach ? given.filter((value) => value < number(ruleEach)).length : 0, why = [];
      if (blank) why.push(`còn ${blank} ${qualities === undefined ? 'chỉ số chưa tự đánh giá' : 'mục chưa chọn'}`);
      if (wrong) why.push(`${wrong} chỗ không phải điểm từ 0 đến ${most.replace('.', ',')}`);
      if (below) why.push(qualities === undefined ? `${below} chỉ số dưới ${shown(number(ruleEach))} điểm` : `${below} mục chưa đạt`);
      if (ruleTotal && given.length && sum < number(ruleTotal)) why.push(`tổng điểm ${shown(sum)} dưới ${shown(number(ruleTotal))}`);
      const shape = why.length ? 'todo' : 'done';
      total.textContent = shown(sum);
      words.textContent = why.join('; ') || 'đủ điều kiện';
      verdict.className = `state state-${shape}`;
      use.setAttribute('href', `${icons}#s-${shape}`);
    };
    form.addEventListener('input', tell);
    form.addEventListener('change', ({ target }) => {
      const wrong = target.classList.contains('index-points') && target.value.trim() !== '' && !good(target.value);
      target.closest('.index')?.classList.toggle('wrong', wrong);
      if (wrong) target.setAttribute('aria-invalid', 'true');
      else target.removeAttribute('aria-invalid');
      tell();
    });
    tell();
  }
})();
