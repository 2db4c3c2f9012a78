// What is known of a request besides what was sent and answered.
import { html } from "../../html.js";
import { Link } from "../../ui/controls.js";
import { isLost } from "./view.js";

export function Facts({ entry }) {
  const { operation, nearest, refusal, changes, change_count: count, traceback } = entry;
  const fault = entry.answer.headers["x-ragmock-fault"];
  return html`
    <dl class="facts">
      ${operation && html`<div><dt>Operation</dt><dd><${Documented} operation=${operation} /></dd></div>`}
      ${isLost(entry) &&
      html`
        <div>
          <dt>Nearest</dt>
          <dd>
            ${nearest
              ? html`<code>${nearest.method} ${nearest.path}</code>, <${Documented} operation=${nearest.operation} />`
              : operation
                ? "It is an operation, but its key opens no world."
                : "No operation is near."}
          </dd>
        </div>
      `}
      ${refusal && html`<div><dt>Refusal</dt><dd><code>${refusal}</code></dd></div>`}
      ${fault &&
      html`
        <div>
          <dt>Fault</dt>
          <dd><${Link} to=${{ world: entry.world, room: "controls", rest: ["faults"] }}>${fault}<//> fired</dd>
        </div>
      `}
      <div><dt>World</dt><dd>${entry.world ?? "none"}${entry.read_only && ", with a key that may change nothing"}</dd></div>
      <div><dt>Time</dt><dd><time datetime=${entry.time}>${entry.time}</time>, by the world's clock</dd></div>
      ${changes.length > 0 &&
      html`
        <div>
          <dt>Changes</dt>
          <dd>
            <ul class="changes">
              ${changes.map((each) => html`<li>${each.change} the ${each.kind} ${each.name ? `“${each.name}”` : html`<code>${each.id}</code>`}</li>`)}
              ${count > changes.length && html`<li>and ${count - changes.length} more</li>`}
            </ul>
          </dd>
        </div>
      `}
    </dl>
    ${traceback &&
    html`
      <details open>
        <summary>ragmock failed here</summary>
        <pre tabindex="0" role="group" aria-label="Traceback">${traceback}</pre>
      </details>
    `}
  `;
}

/** An operation, which leads to what the reference of the API says of it. */
function Documented({ operation }) {
  return html`<a href=${`/docs#/${operation}`} title="Its reference, and a form to try it">${operation}</a>`;
}
