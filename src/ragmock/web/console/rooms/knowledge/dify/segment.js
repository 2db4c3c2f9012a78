// One segment, with what can be done to it.
import { useState } from "preact/hooks";

import { html } from "../../../html.js";
import { Button } from "../../../ui/controls.js";
import { attempt } from "../../../ui/notices.js";
import { Badge } from "../../../ui/shown.js";
import { change } from "./calls.js";
import { Children } from "./children.js";
import { DeletePart, SegmentForm } from "./segment_forms.js";
import { toneOf } from "./words.js";

export function Segment({ segment, form, steps, ask }) {
  const { id, position, status, enabled, content, answer, keywords } = segment;
  const own = [...steps, id];
  const isOff = segment.disabled_by !== null; // one that is not completed is not enabled either
  const turn = attempt(() => change("POST", own, { body: { segment: { enabled: isOff } } }));
  const remove = () => ask({ Form: DeletePart, of: `segment ${position}`, own });
  return html`
    <article class="card segment" aria-label=${`Segment ${position}`}>
      <div class="row apart">
        <h3 class="row tight">
          <span>#${position}</span> <${Badge} tone=${toneOf(status)}>${status}<//>
          ${isOff && html`<${Badge} tone="warn">disabled<//>`}
        </h3>
        <div class="row">
          <${Button} aria-label=${`Edit segment ${position}`} onClick=${() => ask({ Form: SegmentForm, segment })}>Edit<//>
          <${Button} aria-label=${`${isOff ? "Enable" : "Disable"} segment ${position}`} onClick=${turn}>${isOff ? "Enable" : "Disable"}<//>
          <${Button} kind="danger" aria-label=${`Delete segment ${position}`} onClick=${remove}>Delete<//>
        </div>
      </div>
      <p class="text" dir="auto">${content}</p>
      ${answer !== null && html`<p class="text answer" dir="auto"><span class="faint">answer </span>${answer}</p>`}
      ${keywords?.length > 0 && html`<ul class="keywords" aria-label="keywords">${keywords.map((each) => html`<li>${each}</li>`)}</ul>`}
      <p class="summary">
        <span>${segment.word_count} words</span><span>${segment.tokens} tokens</span><span>hit_count ${segment.hit_count}</span>
        <span>${enabled ? "enabled" : "not enabled"}</span> <code>${id}</code>
      </p>
      ${(form === "hierarchical_model" || segment.child_chunks.length > 0) && html`<${Below} segment=${segment} own=${own} ask=${ask} />`}
    </article>
  `;
}

/** The child chunks, asked for when they are looked at. */
function Below({ segment, own, ask }) {
  const [isOpen, open] = useState(false);
  return html`
    <details onToggle=${(event) => open(event.currentTarget.open)}>
      <summary>Child chunks (${segment.child_chunks.length})</summary>
      ${isOpen && html`<${Children} steps=${[...own, "child_chunks"]} position=${segment.position} ask=${ask} />`}
    </details>
  `;
}
