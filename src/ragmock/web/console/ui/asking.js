// What cannot be taken back is asked for first, in a dialog of the browser's own.
import { signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";

import { html } from "../html.js";
import { Button, Field } from "./controls.js";

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
  const dialog = useRef();
  useLayoutEffect(() => void (asked && dialog.current.showModal()), [asked]);
  if (!asked) return null;

  const { title, text, yes, field } = asked;
  const agree = (event) => {
    event.preventDefault();
    asked.answer = field ? new FormData(event.target).get("word") : true;
    dialog.current.close();
  };
  const end = () => {
    question.value = null;
    asked.told(asked.answer);
  };
  return html`
    <dialog ref=${dialog} class="asking" aria-labelledby="asking" onClose=${end}>
      <form onSubmit=${agree}>
        <h2 id="asking">${title}</h2>
        <p>${text}</p>
        ${field &&
        html`
          <${Field} label=${field.label} hint=${field.hint}>
            <input name="word" required pattern=${field.pattern} value=${field.value} autocomplete="off" />
          <//>
        `}
        <div class="row ending">
          <${Button} onClick=${() => dialog.current.close()}>Cancel<//>
          <${Button} kind=${field ? "primary" : "danger"} type="submit">${yes}<//>
        </div>
      </form>
    </dialog>
  `;
}
