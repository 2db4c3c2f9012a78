// A search in a dataset.
import { html } from "../../html.js";

export function Search({ dataset }) {
  return html`<p>${dataset}</p>`;
}
