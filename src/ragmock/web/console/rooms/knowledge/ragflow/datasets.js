// The list of RAGFlow's datasets.
import { useState } from "preact/hooks";

import { html } from "../../../html.js";
import { useLoaded } from "../../../loading.js";
import { page as pageShown, place } from "../../../place.js";
import { Button } from "../../../ui/controls.js";
import { narrow } from "../../../ui/filter.js";
import { Keeping } from "../../../ui/focus.js";
import { Loaded } from "../../../ui/loaded.js";
import { Empty, Pages } from "../../../ui/shown.js";
import { Choice, DatasetTable } from "../parts.js";
import { ragflow } from "./calls.js";
import { DeleteDataset, EditDataset, NewDataset } from "./dataset_form.js";

const LIMIT = 20;
const COLUMNS = {
  parser_id: (each) => each.parser_id,
  language: (each) => each.language,
  permission: (each) => each.permission,
  doc_num: (each) => each.doc_num,
  chunk_num: (each) => each.chunk_num,
};
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
    <${DatasetTable}
      product="ragflow"
      datasets=${datasets}
      columns=${COLUMNS}
      updated=${(each) => each.update_time / 1000}
      edit=${(each) => ask({ Form: EditDataset, of: each })}
      remove=${(each) => ask({ Form: DeleteDataset, of: each })}
    />
  `;
}
