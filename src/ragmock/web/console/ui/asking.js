// What cannot be taken back is asked for first.
import { signal } from "@preact/signals";

import { html } from "../html.js";
import { Field } from "./controls.js";
import { Dialog } from "./dialog.js";

const question = signal(null);

/**
 * Ask whether to do something: if (await ask({title, text, yes: "Delete"})) … Gives whether the
 * reader says so. With `field`, {label, hint, pattern, value}, it asks for a word, and gives that, or
 * undefined.
 */
export function ask(about) {
  return new Promise((told) => (question.value = { ...about, told }));
}

export function Asking() {
  const asked = question.value;
  if (!asked) return null;
  const { title, text, yes, field } = asked;
  const agree = (data) => (asked.answer = field ? data.get("word") : true);
  const end = () => {
    question.value = null;
    asked.told(asked.answer);
  };
  return html`
    <${Dialog} title=${title} action=${yes} kind=${field ? "primary" : "danger"} send=${agree} onClose=${end}>
      <p>${text}</p>
      ${field &&
      html`
        <${Field} label=${field.label} hint=${field.hint}>
          <input name="word" required pattern=${field.pattern} value=${field.value} autocomplete="off" />
        <//>
      `}
    <//>
  `;
}
