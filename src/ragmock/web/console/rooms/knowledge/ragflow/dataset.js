// A dataset of RAGFlow, with all that its API shows of it.
import { useState } from "preact/hooks";

import { html } from "../../../html.js";
import { useLoaded } from "../../../loading.js";
import { go } from "../../../place.js";
import { Button } from "../../../ui/controls.js";
import { Loaded } from "../../../ui/loaded.js";
import { Gone } from "../gone.js";
import { Facts, Id, Name, Steps } from "../parts.js";
import { ragflow } from "./calls.js";
import { DeleteDataset, EditDataset } from "./dataset_form.js";

export function Dataset({ id }) {
  const [Form, ask] = useState();
  const loaded = useLoaded(({ signal }) => ragflow("GET", [id], { signal }), [id]);
  const gone = html`<${Gone} what="dataset" to=${{ rest: ["ragflow"] }} there="To the datasets" />`;
  return html`
    <${Loaded} of=${loaded} gone=${gone}>
      ${(dataset) => html`
        <${Steps} steps=${[["Datasets", ["ragflow"]]]} />
        <div class="row apart">
          <h1><${Name} of=${dataset.name} /></h1>
          <div class="row">
            <${Button} onClick=${() => ask(() => EditDataset)}>Edit<//>
            <${Button} kind="danger" onClick=${() => ask(() => DeleteDataset)}>Delete<//>
          </div>
        </div>
        <section class="card"><${Facts} facts=${facts(dataset)} /></section>
        <p class="hint">RAGFlow's API, as it is faked here, knows datasets only: nothing leads to what is in them.</p>
        ${Form && html`<${Form} dataset=${dataset} onClose=${() => ask()} onDone=${() => go({ rest: ["ragflow"] })} />`}
      `}
    <//>
  `;
}

/** Everything that the API tells, under its own names. */
function facts({ id, name, ...others }) {
  const told = (value) => (value && typeof value === "object" ? html`<code>${JSON.stringify(value)}</code>` : value);
  return [
    ["id", html`<${Id} of=${id} />`],
    ...Object.entries(others).map(([each, value]) => [each, told(value)]),
  ];
}
