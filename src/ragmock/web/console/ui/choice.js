// One of a few, all of them seen: radio buttons that stand side by side.
import { useId } from "preact/hooks";

import { html } from "../html.js";

/** `of` is {value: its title}; choose(value) is called with what the reader takes. */
export function Choice({ label, value, of, choose }) {
  const name = useId();
  return html`
    <fieldset class="choice">
      <legend>${label}</legend>
      ${Object.entries(of).map(
        ([each, title]) => html`
          <label>
            <input type="radio" name=${name} value=${each} checked=${each === value} onChange=${() => choose(each)} />
            <span>${title}</span>
          </label>
        `,
      )}
    </fieldset>
  `;
}
