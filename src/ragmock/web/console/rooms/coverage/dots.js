// Answers as dots: each is tried, not tried, or comes by a fault only.
import { html } from "../../html.js";

export function stateOf(point) {
  if (point.tried) return "tried";
  return point.only_by_fault ? "by-fault" : "not-tried";
}

export const SAID = { tried: "tried", "not-tried": "not tried", "by-fault": "not tried; comes by a fault only" };

export function Dots({ points }) {
  return html`
    <span class="dots" aria-hidden="true">
      ${points.map((each) => html`<i key=${each.name} class=${`dot ${stateOf(each)}`} title=${`${each.name}: ${SAID[stateOf(each)]}`}></i>`)}
    </span>
    <span class="unseen">${points.filter((each) => each.tried).length} of ${points.length}</span>
  `;
}
