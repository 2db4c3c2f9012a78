// Calls that the documents alone know; it is as well if nobody makes them.
import { html } from "../../html.js";
import { Badge } from "../../ui/shown.js";

export function Unserved({ calls }) {
  const called = calls.filter((each) => each.called).length;
  return html`
    <details class="unserved">
      <summary>Calls that the documents alone know: ${calls.length}, ${called || "none"} called</summary>
      <ul>
        ${calls.map(
          (each) => html`
            <li key=${each.operation}>
              <code>${each.method} ${each.path}</code> ${each.called && html`<${Badge} tone="warn">called<//>`}
              <span class="faint">${each.note}</span>
            </li>
          `,
        )}
      </ul>
    </details>
  `;
}
