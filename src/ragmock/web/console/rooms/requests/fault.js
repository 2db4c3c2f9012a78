// An answer that was given is made a fault: other requests are to meet it too.
import { useState } from "preact/hooks";

import { html } from "../../html.js";
import { place } from "../../place.js";
import { admin } from "../../server.js";
import { Button, Field, Link } from "../../ui/controls.js";
import { attempt, notice } from "../../ui/notices.js";
import { touched } from "../../world.js";

const LEAST = 200; // of the statuses that a fault may have

/** Why an answer cannot be made a fault; null where it can. */
export function noFault({ operation, status, refusal, world }) {
  if (operation === null) return "It came to no operation, and faults happen to operations.";
  if (world === null) return "It is of no world, and faults are of one.";
  return refusal || status >= LEAST ? null : "No answer came.";
}

export function MakeFault({ entry }) {
  const [made, make] = useState(null);
  const [product, resource] = entry.operation.split(".");
  const patterns = [
    [entry.operation, `this operation, ${entry.operation}`],
    [`${product}.${resource}.*`, `all of ${product}.${resource}`],
    [`${product}.*`, `all of ${product}`],
  ];
  const send = attempt(async (event) => {
    event.preventDefault();
    const fault = await admin("POST", "/faults", { world: entry.world, body: said(entry, new FormData(event.target)) });
    make(fault);
    await touched();
  });
  const remove = attempt(async () => {
    await admin("DELETE", `/faults/${made.id}`, { world: entry.world });
    make(null);
    notice(`${made.id} is gone.`);
    await touched();
  });
  return html`
    <form class="card make-fault" onSubmit=${send}>
      <fieldset>
        <legend>What requests get</legend>
        ${entry.refusal && html`<label class="tick"><input type="radio" name="what" value="refusal" defaultChecked /> the refusal <code>${entry.refusal}</code></label>`}
        ${entry.status >= LEAST &&
        html`
          <label class="tick">
            <input type="radio" name="what" value="answer" defaultChecked=${!entry.refusal} /> the status ${entry.status}
            ${answered(entry) ? " with this body" : ", without this body, which is not text or not kept whole"}
          </label>
        `}
      </fieldset>
      <div class="columns">
        <${Field} label="Which requests">
          <select name="operation">${patterns.map(([value, text]) => html`<option value=${value}>${text}</option>`)}</select>
        <//>
        <${Field} label="When">
          <select name="when">
            <option value="before">before anything is done</option>
            <option value="after">after it was done: only its answer is lost</option>
          </select>
        <//>
        <${Field} label="How often" hint="Empty: always">
          <input name="times" type="number" min="1" max="1000000" defaultValue="1" inputmode="numeric" />
        <//>
        <${Field} label="Let so many pass first">
          <input name="succeed_first" type="number" min="0" max="1000000" defaultValue="0" inputmode="numeric" />
        <//>
        <${Field} label="Chance in %" hint="Empty: each time">
          <input name="chance" type="number" min="0" max="100" step="any" inputmode="decimal" />
        <//>
      </div>
      <label class="tick"><input type="checkbox" name="path" /> only with the path <code>${entry.path}</code></label>
      <div class="row"><${Button} kind="primary" type="submit">Make the fault<//></div>
      <div role="status">
        ${made &&
        html`
          <p class="row">
            <span>“${entry.world}” has ${made.id} now.</span>
            <${Link} to=${{ world: entry.world, room: "controls", rest: ["faults"] }}>All faults<//>
            <${Button} onClick=${remove}>Take it out again<//>
          </p>
        `}
      </div>
    </form>
  `;
}

/** The fault in the control plane's words. */
function said(entry, form) {
  const number = (name) => (form.get(name) ? Number(form.get(name)) : undefined);
  const chance = number("chance");
  return {
    operation: form.get("operation"),
    fault: form.get("what") === "refusal" ? entry.refusal : { status: entry.status, ...answered(entry) },
    when: form.get("when"),
    times: number("times"),
    succeed_first: number("succeed_first"),
    probability: chance === undefined ? undefined : chance / 100,
    // in a pattern, these signs stand for others
    match: form.get("path") ? { path: entry.path.replace(/[*?[]/g, "[$&]") } : undefined,
  };
}

/** What of a body a fault can say again: {body, headers}; null where it cannot. */
function answered({ status, answer: { headers, body } }) {
  if (!body?.size || body.truncated || body.redacted || body.text === null || [204, 304].includes(status)) return null;
  if (body.media_type === "application/json") {
    const parsed = parse(body.text);
    if (typeof parsed === "object" && parsed !== null) return { body: parsed };
  }
  return { body: body.text, headers: headers["content-type"] ? { "Content-Type": headers["content-type"] } : {} };
}

/** Give what a text says as JSON; null where it is none, whatever it is called. */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
