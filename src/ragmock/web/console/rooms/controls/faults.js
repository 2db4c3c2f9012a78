// What is to go wrong in this world, and what was met of it.
import { useRef } from "preact/hooks";

import { html } from "../../html.js";
import { useLoaded } from "../../loading.js";
import { place } from "../../place.js";
import { admin } from "../../server.js";
import { ask } from "../../ui/asking.js";
import { Button } from "../../ui/controls.js";
import { attempt } from "../../ui/notices.js";
import { Badge, Failure, Loading } from "../../ui/shown.js";
import { touched } from "../../world.js";
import { FaultForm } from "./fault_form.js";
import { effect, pace } from "./fault_words.js";

const COUNTED = ["Nothing goes wrong here.", "One fault."];

export function Faults() {
  const world = place.value.world;
  const { value, failure, reload } = useLoaded(({ signal }) => admin("GET", "/faults", { world, signal }), [world], { live: true });
  const list = useRef();
  const remove = attempt(async ({ id }) => {
    await admin("DELETE", `/faults/${id}`, { world });
    await touched();
    list.current?.focus(); // the button that had it is gone
  });
  const removeAll = attempt(async (count) => {
    const agreed = await ask({
      title: count === 1 ? "Remove the fault?" : `Remove all ${count} faults?`,
      text: "What was met of them is forgotten with them.",
      yes: "Remove all",
    });
    if (!agreed) return;
    await admin("DELETE", "/faults", { world });
    await touched();
    list.current?.focus();
  });
  if (failure && !value) return html`<${Failure} failure=${failure} again=${reload} />`;
  if (!value) return html`<${Loading} />`;
  const faults = value.data;
  return html`
    <div class="listed" ref=${list} tabindex="-1" role="group" aria-label="The faults of this world">
      <p class="faint">${COUNTED[faults.length] ?? `${faults.length} faults. A request meets the first that fires.`}</p>
      <ul class="entries scrolled" tabindex=${faults.length > 5 ? 0 : undefined}>
        ${faults.map((each) => html`<${Fault} key=${each.id} fault=${each} remove=${remove} />`)}
      </ul>
      ${faults.length > 0 && html`<${Button} kind="danger" onClick=${() => removeAll(faults.length)}>Remove all<//>`}
    </div>
    <${FaultForm} />
  `;
}

function Fault({ fault, remove }) {
  const { id, operation, matched, fired, requests, times_left: left, spent } = fault;
  return html`
    <li>
      <div class="row apart">
        <b class="mono">${operation ?? "all operations"}</b>
        <${Button} kind="plain" aria-label=${`Remove ${id}`} onClick=${() => remove(fault)}>Remove<//>
      </div>
      <p><code>${effect(fault.fault)}</code></p>
      <p class="faint">${pace(fault).join("; ")}</p>
      <p class="row">
        ${spent ? html`<${Badge}>spent<//>` : fired === 0 ? html`<${Badge} tone="warn">waits<//>` : html`<${Badge} tone="busy">fires<//>`}
        <span>met ${matched}, fired ${fired}${left !== null && !spent ? `, ${left} left` : ""}</span>
      </p>
      ${requests.length > 0 &&
      html`
        <details>
          <summary>The last requests that it fired for</summary>
          <ul class="plain">
            ${requests.map((each) => html`<li class="mono">${each.at.slice(11, 19)} ${each.method} ${each.path}</li>`)}
          </ul>
        </details>
      `}
    </li>
  `;
}
