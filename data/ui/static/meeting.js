// The meeting on the wall: the arrow keys, and the clickers that send them, turn from indicator to indicator.
(() => {
  'use strict';
  const keys = { ArrowLeft: 'prev', PageUp: 'prev', ArrowRight: 'next', PageDown: 'next' };
  document.addEventListener('keydown', (event) => {
    const writing = event.target.closest('input, textarea, select');
    if (!keys[event.key] || writing || event.altKey || event.ctrlKey || event.metaKey) return;
    const link = document.querySelector(`a[rel="${keys[event.key]}"]`);
    if (!link) return;
    event.preventDefault();
    link.click();
  });
})();
