// Open loop: so many a second, whatever comes back.
'use strict';

/** Calls `each(n)` `rate` times a second until told to stop: what a late timer missed is made up at once. */
function steadily(rate, each) {
  const t0 = performance.now();
  let n = 0;
  const timer = setInterval(() => { for (const due = (performance.now() - t0) / 1000 * rate; n < due;) each(n++); }, 2);
  return () => clearInterval(timer);
}

module.exports = { steadily };
