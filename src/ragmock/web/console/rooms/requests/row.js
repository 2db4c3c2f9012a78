// A request in the list.
import { html } from "../../html.js";
import { Badge } from "../../ui/shown.js";
import { addressOf, isLost, toneOf } from "./view.js";

/** The columns, by the classes of their cells. */
export const TITLES = [
  ["time", "Time"],
  ["method", "Method"],
  ["target", "Path"],
  ["operation", "Operation"],
  ["status", "Status"],
  ["took", "ms"],
  ["why", "Diagnosis"],
];

/** As Dify writes an id, and as RAGFlow does. */
const ID = /\b([0-9a-f]{8})(?:(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{24})\b/g;

export function Row({ entry, index, top, isOpen, isActive, onFocus }) {
  const target = entry.query ? `${entry.path}?${entry.query}` : entry.path;
  // of an id its beginning tells it from others, and what stands behind it is seen
  const short = target.replace(ID, "$1…");
  const why = entry.diagnosis ?? entry.refusal ?? "";
  return html`
    <tr role="row" aria-rowindex=${index + 2} data-number=${entry.number} class=${isOpen ? "open" : ""} style=${{ top: `${top}px` }}>
      <td role="cell" class="time">${timeOf(entry)}</td>
      <td role="cell" class="method">${entry.method}</td>
      <td role="cell" class="target">
        <a href=${addressOf(entry)} title=${target} tabindex=${isActive ? 0 : -1} aria-current=${isOpen ? "true" : undefined} onFocus=${onFocus}>
          ${short}
        </a>
      </td>
      <td role="cell" class="operation" title=${entry.operation}>
        ${entry.isUnmatched ? html`<${Badge} tone=${isLost(entry) ? "warn" : ""}>${entry.operation ? "no world" : "unmatched"}<//>` : entry.operation}
      </td>
      <td role="cell" class=${`status ${toneOf(entry)}`}>${entry.status ?? "–"}</td>
      <td role="cell" class="took">${entry.duration_ms.toFixed(1)}</td>
      <td role="cell" class="why" title=${why}>${why}</td>
    </tr>
  `;
}

/** The time of day by the world's clock, which may be set to what no calendar has. */
function timeOf({ time }) {
  return time.includes("T") ? time.slice(11, 23) : time;
}
