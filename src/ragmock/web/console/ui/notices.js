// What just happened, said once, for eyes and for screen readers.
import { signal } from "@preact/signals";

import { html } from "../html.js";

const SHOWN_FOR = 6000; // ms; failures stay until they are closed
const notices = signal([]);
let count = 0;

export function notice(text, { isFailure = false } = {}) {
  const one = { id: (count += 1), text, isFailure };
  notices.value = [...notices.value.slice(-3), one];
  if (!isFailure) setTimeout(() => close(one), SHOWN_FOR);
}

/** Wrap what a button does: if the server refuses it, its words are shown. `done` is said after. */
export function attempt(work, done) {
  return async (...given) => {
    try {
      const result = await work(...given);
      if (done) notice(typeof done === "function" ? done(result) : done);
      return result;
    } catch (failure) {
      notice(failure.message, { isFailure: true });
      return undefined;
    }
  };
}

function close(one) {
  notices.value = notices.value.filter((each) => each !== one);
}

export function Notices() {
  return html`
    <div class="notices" aria-live="polite">
      ${notices.value.map(
        (each) => html`
          <div key=${each.id} class=${each.isFailure ? "notice failed" : "notice"}>
            <span>${each.text}</span>
            <button type="button" class="button plain" aria-label="Close this notice" onClick=${() => close(each)}>×</button>
          </div>
        `,
      )}
    </div>
  `;
}
