// What is pressed and filled in.
import { cloneElement } from "preact";
import { useId } from "preact/hooks";

import { html } from "../html.js";
import { href } from "../place.js";
import { notice } from "./notices.js";

/** A button; `kind` is "primary", "danger" or "plain". */
export function Button({ kind = "", type = "button", class: name = "", children, ...rest }) {
  return html`<button type=${type} class=${`button ${kind} ${name}`} ...${rest}>${children}</button>`;
}

/** A way to another place of the page: to=${{room, rest, query}}. */
export function Link({ to, children, ...rest }) {
  return html`<a href=${href(to)} ...${rest}>${children}</a>`;
}

/** A control, its only child, with a label above and a hint below. */
export function Field({ label, hint, children }) {
  const id = useId();
  const control = hint ? cloneElement(children, { "aria-describedby": id }) : children;
  return html`
    <div class="field">
      <label><span class="label">${label}</span>${control}</label>
      ${hint && html`<p class="hint" id=${id}>${hint}</p>`}
    </div>
  `;
}

/** Copies a text: <${Copy} text=${curl} of="the command" />. */
export function Copy({ text, of, children = "Copy" }) {
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      notice(`Copied ${of}.`);
    } catch {
      // browsers give the clipboard to pages of this machine or over https only
      notice(`Your browser does not let this page copy ${of}.`, { isFailure: true });
    }
  };
  return html`<${Button} class="copy" onClick=${copy} aria-label=${`Copy ${of}`}>${children}<//>`;
}
