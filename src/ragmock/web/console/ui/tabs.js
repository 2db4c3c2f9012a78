// Ways to what stands side by side.
import { html } from "../html.js";
import { href } from "../place.js";

/** ways: [{title, to, isHere}]; `label` says of what they are. */
export function Tabs({ label, ways }) {
  return html`
    <nav class="tabs" aria-label=${label}>
      ${ways.map(({ title, to, isHere }) => html`<a href=${href(to)} aria-current=${isHere ? "page" : undefined}>${title}</a>`)}
    </nav>
  `;
}
