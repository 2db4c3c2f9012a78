// Where the indexing of a document stands, in Dify's words.
import { html } from "../../../html.js";
import { Link } from "../../../ui/controls.js";
import { Badge, Progress } from "../../../ui/shown.js";
import { world } from "../../../world.js";
import { isMoving } from "./moving.js";
import { toneOf } from "./words.js";

export function Stage({ document: { name, indexing_status: status, display_status: displayed, error, enabled, archived, indexing } }) {
  return html`
    <div class="stage">
      <span class="row tight">
        <${Badge} tone=${toneOf(status)}>${status}<//>
        ${displayed !== status && html`<span class="faint">${displayed}</span>`}
        ${!enabled && displayed !== "disabled" && html`<span class="faint">disabled</span>`}
        ${archived && displayed !== "archived" && html`<span class="faint">archived</span>`}
      </span>
      ${indexing && html`<${Indexing} of=${indexing} name=${name} />`}
      ${error && html`<p class="wrong">${error}</p>`}
    </div>
  `;
}

function Indexing({ of: { completed_chunks: completed, total_chunks: total }, name }) {
  return html`
    <${Progress} value=${completed} max=${total} label=${`Indexing of ${name}`} />
    ${total > 0 && html`<span class="faint small">${completed} of ${total} segments</span>`}
  `;
}

/** Says why nothing goes on, where it is the clock. */
export function Standstill({ documents }) {
  if (!world.value?.clock.frozen || !isMoving(documents)) return null;
  return html`
    <p class="banner">
      The clock of this world is frozen, so no indexing goes on. <${Link} to=${{ room: "controls" }}>To the clock<//>
    </p>
  `;
}
