import { html } from "../../html.js";

export function Room() {
  return html`<h1>Requests</h1>`;
}
