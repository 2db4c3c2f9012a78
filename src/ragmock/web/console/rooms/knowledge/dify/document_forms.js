// What is done to a document: deleted, indexed again to some end, led on by a stage.
import { useState } from "preact/hooks";

import { html } from "../../../html.js";
import { place } from "../../../place.js";
import { admin } from "../../../server.js";
import { Button, Field } from "../../../ui/controls.js";
import { Dialog } from "../../../ui/dialog.js";
import { attempt, notice } from "../../../ui/notices.js";
import { touched } from "../../../world.js";
import { Choice } from "../parts.js";
import { dify } from "./calls.js";

const STAGES = [
  ["completed", "completed: all of it is indexed"],
  ["error", "error: it fails"],
  ["paused", "paused: it stays so"],
  ...["waiting", "parsing", "cleaning", "splitting", "indexing"].map((each) => [each, `${each}: it is stuck there`]),
];

export function DeleteDocument({ dataset, document: { id, name }, onClose, onDone }) {
  const remove = async () => {
    await dify("DELETE", [dataset, "documents", id]);
    notice(`Deleted the document “${name}”.`);
    onDone?.(); // before it is read again, which would fail
    await touched();
  };
  return html`
    <${Dialog} title=${`Delete “${name}”?`} action="Delete" kind="danger" send=${remove} onClose=${onClose}>
      <p>Its segments go with it.</p>
    <//>
  `;
}

/** Choose where the indexing of a document ends, from now on. */
export function Ending({ document: { id, name }, onClose }) {
  const [stage, choose] = useState("completed");
  const send = async (data) => {
    const body = { stage };
    if (stage === "error" && data.get("reason")) body.reason = data.get("reason");
    if (stage === "error" && data.get("share")) body.share = Number(data.get("share")) / 100;
    await admin("POST", `/documents/${id}/preset`, { world: place.value.world, body });
    await touched();
  };
  return html`
    <${Dialog} title=${`Index “${name}” again`} action="Index again" send=${send} onClose=${onClose}>
      <p>Its file is read again; what was added to its segments or changed in them is gone.</p>
      <${Field} label="It ends in">
        <${Choice} name="stage" chosen=${stage} of=${STAGES} onChange=${(event) => choose(event.target.value)} autofocus />
      <//>
      ${stage === "error" &&
      html`
        <div class="columns">
          <${Field} label="error" hint="Without it, one that names the file."><input name="reason" /><//>
          <${Field} label="When so many % are indexed" hint="Without it, while the file is read.">
            <input name="share" type="number" min="0" max="100" step="any" />
          <//>
        </div>
      `}
    <//>
  `;
}

/** Leads an indexing on that goes on only when it is told to. */
export function AdvanceButton({ document: { id, name, indexing } }) {
  if (indexing?.progression !== "manual") return null;
  const advance = attempt(async () => {
    await admin("POST", `/documents/${id}/advance`, { world: place.value.world, body: {} });
    await touched();
  });
  return html`<${Button} aria-label=${`Lead ${name} to its next stage`} onClick=${advance}>Next stage<//>`;
}
