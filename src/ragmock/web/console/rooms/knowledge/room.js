import { html } from "../../html.js";

export function Room() {
  return html`<h1>Knowledge</h1>`;
}
