// The metadata fields of a dataset.
import { useState } from "preact/hooks";

import { html } from "../../../html.js";
import { useLoaded } from "../../../loading.js";
import { Button, Field } from "../../../ui/controls.js";
import { Dialog } from "../../../ui/dialog.js";
import { Keeping } from "../../../ui/focus.js";
import { Loaded } from "../../../ui/loaded.js";
import { attempt } from "../../../ui/notices.js";
import { Empty } from "../../../ui/shown.js";
import { Choice, Tick } from "../parts.js";
import { change, dify } from "./calls.js";
import { TYPES } from "./words.js";

export function Metadata({ dataset: { id } }) {
  const [asked, ask] = useState(); // the dialog that is open: {Form, field}
  const steps = [id, "metadata"];
  const loaded = useLoaded(({ signal }) => dify("GET", steps, { signal }), [id]);
  return html`
    <div class="row apart bar">
      <h2>Metadata fields</h2>
      <${Button} kind="primary" onClick=${() => ask({ Form: FieldForm })}>New field<//>
    </div>
    <${Keeping} label="Metadata fields">
      <${Loaded} of=${loaded}>
        ${({ doc_metadata: fields, built_in_field_enabled: hasBuiltIn }) => html`
          ${fields.length ? html`<${Table} fields=${fields} ask=${ask} />` : html`<${Empty}>This dataset has no fields of its own.<//>`}
          <${BuiltIn} steps=${steps} isOn=${hasBuiltIn} />
        `}
      <//>
    <//>
    <p class="hint">The values of a document stand on its page.</p>
    ${asked && html`<${asked.Form} field=${asked.field} steps=${steps} onClose=${() => ask()} />`}
  `;
}

function Table({ fields, ask }) {
  return html`
    <table class="stacked" aria-label="Metadata fields">
      <thead>
        <tr><th>Name</th><th>type</th><th class="number">Documents</th><th><span class="unseen">Actions</span></th></tr>
      </thead>
      <tbody>
        ${fields.map(
          (each) => html`
            <tr key=${each.id}>
              <td class="head"><bdi>${each.name}</bdi></td>
              <td data-label="type">${each.type}</td>
              <td data-label="Documents" class="number">${each.count ?? each.use_count}</td>
              <td class="actions">
                <${Button} aria-label=${`Rename ${each.name}`} onClick=${() => ask({ Form: FieldForm, field: each })}>Rename<//>
                <${Button} kind="danger" aria-label=${`Delete ${each.name}`} onClick=${() => ask({ Form: DeleteField, field: each })}>Delete<//>
              </td>
            </tr>
          `,
        )}
      </tbody>
    </table>
  `;
}

function BuiltIn({ steps, isOn }) {
  const { value } = useLoaded(({ signal }) => dify("GET", ["metadata", "built-in"], { signal }), [], { still: true });
  const send = attempt(() => change("POST", [...steps, "built-in", isOn ? "disable" : "enable"]));
  const turn = (event) => {
    event.preventDefault(); // it turns when the server says so
    send();
  };
  return html`
    <section class="card">
      <${Tick} checked=${isOn} onClick=${turn}>Built-in fields: every document has them of itself<//>
      ${value && html`<ul class="keywords">${value.fields.map(({ name, type }) => html`<li>${name} <span class="faint">${type}</span></li>`)}</ul>`}
    </section>
  `;
}

/** Without a `field`, a new one is made. */
function FieldForm({ field, steps, onClose }) {
  const save = (data) => {
    const name = data.get("name");
    return field
      ? change("PATCH", [...steps, field.id], { body: { name } })
      : change("POST", steps, { body: { name, type: data.get("type") } });
  };
  return html`
    <${Dialog} title=${field ? `Rename “${field.name}”` : "New metadata field"} action=${field ? "Rename" : "Make"} send=${save} onClose=${onClose}>
      <${Field} label="name"><input name="name" defaultValue=${field?.name} autocomplete="off" autofocus /><//>
      ${!field && html`<${Field} label="type"><${Choice} name="type" of=${TYPES} chosen="string" /><//>`}
    <//>
  `;
}

function DeleteField({ field, steps, onClose }) {
  const remove = () => change("DELETE", [...steps, field.id]);
  return html`
    <${Dialog} title=${`Delete “${field.name}”?`} action="Delete" kind="danger" send=${remove} onClose=${onClose}>
      <p>Its values go with it, from every document.</p>
    <//>
  `;
}
