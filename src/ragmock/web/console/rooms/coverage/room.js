import { html } from "../../html.js";

export function Room() {
  return html`<h1>Coverage</h1>`;
}
