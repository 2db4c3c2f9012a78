// Which operation is looked into: the place says it, so that “back” closes it, and a link opens it.
import { html } from "../../html.js";
import { go, place } from "../../place.js";

export function isOpen(row) {
  return place.value.rest[0] === row.id;
}

function toggle(row) {
  go({ rest: isOpen(row) ? [] : [row.id], query: place.value.query });
}

/** What names an operation and opens it. */
export function Opener({ row, isOpened }) {
  return html`
    <button type="button" class="opener" data-opener aria-expanded=${isOpened} onClick=${() => toggle(row)}>
      <span class="call"><b>${row.method}</b> ${row.path}</span>
      <span class="summary">${row.summary}</span>
    </button>
  `;
}

/** The arrow keys go from one operation to the next, Home and End to the first and the last; Escape closes. */
export function steer(event) {
  const here = event.target.closest("[data-opener]");
  if (event.key === "Escape" && place.value.rest.length) {
    const opened = event.currentTarget.querySelector("[data-opener][aria-expanded=true]");
    go({ rest: [], query: place.value.query });
    opened?.focus();
    return;
  }
  if (!here) return;
  const all = [...event.currentTarget.querySelectorAll("[data-opener]")];
  const at = all.indexOf(here);
  const next = { ArrowDown: all[at + 1], ArrowUp: all[at - 1], Home: all[0], End: all.at(-1) }[event.key];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
