// The self-assessment: total, what is blank and the result as one types. The server says the same after saving.
(() => {
  'use strict';
  const number = (text) => Number.parseFloat(text.replace(',', '.'));
  const shown = (value) => value.toLocaleString('vi-VN', { maximumFractionDigits: 6, useGrouping: false });

  for (const form of document.querySelectorAll('form[data-citizen]')) {
    const { qualities, most, ruleTotal, ruleEach } = form.dataset;
    const names = [...new Set([...form.elements].map((field) => field.name).filter((name) => name.startsWith('points.')))];
    const total = form.querySelector('[data-total]'), verdict = form.querySelector('[data-verdict]'), words = form.querySelector('[data-words]');
    const use = verdict.querySelector('use'), icons = use.getAttribute('href').split('#')[0];
    const tell = () => {
      const typed = names.map((name) => number(form.elements[name].value || '')).map((value) => (value >= 0 && value <= number(most) ? value : NaN));
      const given = typed.filter((value) => !Number.isNaN(value)), sum = given.reduce((all, value) => all + value, 0);
      const blank = typed.length - given.length, below = ruleEach ? given.filter((value) => value < number(ruleEach)).length : 0, why = [];
      if (blank) why.push(`còn ${blank} ${qualities === undefined ? 'chỉ số chưa tự đánh giá' : 'mục chưa chọn'}`);
      if (below) why.push(qualities === undefined ? `${below} chỉ số dưới ${shown(number(ruleEach))} điểm` : `${below} mục chưa đạt`);
      if (ruleTotal && sum < number(ruleTotal)) why.push(`tổng điểm ${shown(sum)} dưới ${shown(number(ruleTotal))}`);
      const shape = why.length ? 'todo' : 'done';
      total.textContent = shown(sum);
      words.textContent = why.join('; ') || 'đủ điều kiện';
      verdict.className = `state state-${shape}`;
      use.setAttribute('href', `${icons}#s-${shape}`);
    };
    form.addEventListener('input', tell);
    form.addEventListener('change', tell);
    tell();
  }
})();
