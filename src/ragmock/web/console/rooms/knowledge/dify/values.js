// What a document has for the metadata fields of its dataset.
import { useState } from "preact/hooks";

import { html } from "../../../html.js";
import { Button, Field, Link } from "../../../ui/controls.js";
import { Dialog } from "../../../ui/dialog.js";
import { Facts } from "../parts.js";
import { change } from "./calls.js";

const BUILT_IN = "built-in"; // the id of fields that nobody gives values

export function Values({ dataset, document }) {
  const [isOpen, open] = useState(false);
  const fields = dataset.doc_metadata.filter((each) => each.id !== BUILT_IN);
  const values = document.doc_metadata ?? [];
  return html`
    <section class="card">
      <div class="row apart">
        <h2 class="first">Metadata</h2>
        ${fields.length > 0 && html`<${Button} onClick=${() => open(true)}>Edit values<//>`}
      </div>
      ${values.length > 0
        ? html`<${Facts} facts=${values.map(({ name, value }) => [name, value])} />`
        : html`<p class="faint">It was given no values.</p>`}
      ${fields.length === 0 &&
      html`<p>Its dataset has no fields: <${Link} to=${{ rest: ["dify", dataset.id, "metadata"] }}>make one<//>.</p>`}
      ${isOpen && html`<${ValuesForm} fields=${fields} dataset=${dataset.id} document=${document} onClose=${() => open(false)} />`}
    </section>
  `;
}

function ValuesForm({ fields, dataset, document, onClose }) {
  const values = new Map((document.doc_metadata ?? []).map(({ id, value }) => [id, value]));
  const save = (data) => {
    const given = fields.filter(({ id }) => data.get(id) !== "");
    const said = ({ id, name, type }) => ({ id, name, value: type === "string" ? data.get(id) : Number(data.get(id)) });
    const body = { operation_data: [{ document_id: document.id, metadata_list: given.map(said) }] };
    return change("POST", [dataset, "documents", "metadata"], { body });
  };
  return html`
    <${Dialog} title=${`Metadata of “${document.name}”`} action="Save" send=${save} onClose=${onClose}>
      <p>What stays empty, the document is not given.</p>
      ${fields.map(
        ({ id, name, type }) => html`
          <${Field} key=${id} label=${name} hint=${type === "time" ? "time: seconds since 1970" : type}>
            <input name=${id} type=${type === "string" ? "text" : "number"} step="any" defaultValue=${values.get(id) ?? ""} />
          <//>
        `,
      )}
    <//>
  `;
}
