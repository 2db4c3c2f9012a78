// The list of RAGFlow's datasets.
import { useState } from "preact/hooks";

import { html } from "../../../html.js";
import { useLoaded } from "../../../loading.js";
import { page as pageShown, place } from "../../../place.js";
import { Button, Link } from "../../../ui/controls.js";
import { narrow } from "../../../ui/filter.js";
import { Keeping } from "../../../ui/focus.js";
import { Loaded } from "../../../ui/loaded.js";
import { Moment } from "../../../ui/moment.js";
import { Empty, Pages } from "../../../ui/shown.js";
import { Choice, Name } from "../parts.js";
import { ragflow } from "./calls.js";
import { DeleteDataset, EditDataset, NewDataset } from "./dataset_form.js";

const LIMIT = 20;
/** How the list is sorted: what RAGFlow is asked for. Any text in `desc` sorts descending. */
const ORDERS = {
  "": { orderby: "create_time", desc: "True" },
  oldest: { orderby: "create_time", desc: null },
  changed: { orderby: "update_time", desc: "True" },
  name: { orderby: "name", desc: null },
};
const SORTED = [["", "newest first"], ["oldest", "oldest first"], ["changed", "last changed first"], ["name", "by name"]];

export function Datasets() {
  const { order = "" } = place.value.query;
  const page = pageShown();
  const [asked, ask] = useState(); // the dialog that is open: {Form, of: a dataset}
  const loaded = useLoaded(
    async ({ signal }) => {
      // no total is told: one more than is shown tells whether there is another page
      const query = { offset: (page - 1) * LIMIT, count: LIMIT + 1, ...(ORDERS[order] ?? ORDERS[""]) };
      return ragflow("GET", [], { query, signal });
    },
    [page, order],
    { keeps: true },
  );
  return html`
    <div class="row apart bar">
      <h1>Datasets</h1>
      <div class="row">
        <${Choice} aria-label="Order" of=${SORTED} chosen=${order} onChange=${(event) => narrow("order", event.target.value)} />
        <${Button} kind="primary" onClick=${() => ask({ Form: NewDataset })}>New dataset<//>
      </div>
    </div>
    <${Keeping} label="Datasets">
      <${Loaded} of=${loaded}>
        ${(datasets) => html`
          ${datasets.length ? html`<${Table} datasets=${datasets.slice(0, LIMIT)} ask=${ask} />` : html`<${Empty}>There is no dataset here.<//>`}
          <${Pages} page=${page} limit=${LIMIT} hasMore=${datasets.length > LIMIT} />
        `}
      <//>
    <//>
    ${asked && html`<${asked.Form} dataset=${asked.of} onClose=${() => ask()} />`}
  `;
}

function Table({ datasets, ask }) {
  return html`
    <table class="stacked" aria-label="Datasets">
      <thead>
        <tr>
          <th>Name</th><th>parser_id</th><th>language</th><th>permission</th>
          <th class="number">doc_num</th><th class="number">chunk_num</th><th>Updated</th>
          <th><span class="unseen">Actions</span></th>
        </tr>
      </thead>
      <tbody>
        ${datasets.map(
          (each) => html`
            <tr key=${each.id}>
              <td class="head">
                <${Link} to=${{ rest: ["ragflow", each.id] }}><${Name} of=${each.name} /><//>
                ${each.description && html`<div class="faint few">${each.description}</div>`}
              </td>
              <td data-label="parser_id">${each.parser_id}</td>
              <td data-label="language">${each.language}</td>
              <td data-label="permission">${each.permission}</td>
              <td data-label="doc_num" class="number">${each.doc_num}</td>
              <td data-label="chunk_num" class="number">${each.chunk_num}</td>
              <td data-label="Updated"><${Moment} seconds=${each.update_time / 1000} /></td>
              <td class="actions">
                <${Button} aria-label=${`Edit ${each.name}`} onClick=${() => ask({ Form: EditDataset, of: each })}>Edit<//>
                <${Button} kind="danger" aria-label=${`Delete ${each.name}`} onClick=${() => ask({ Form: DeleteDataset, of: each })}>Delete<//>
              </td>
            </tr>
          `,
        )}
      </tbody>
    </table>
  `;
}
