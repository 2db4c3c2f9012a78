// The list of Dify's datasets.
import { useState } from "preact/hooks";

import { html } from "../../../html.js";
import { useLoaded } from "../../../loading.js";
import { page as pageShown, place } from "../../../place.js";
import { Button } from "../../../ui/controls.js";
import { Filter } from "../../../ui/filter.js";
import { Keeping } from "../../../ui/focus.js";
import { Loaded } from "../../../ui/loaded.js";
import { Empty, Pages } from "../../../ui/shown.js";
import { DatasetTable } from "../parts.js";
import { dify } from "./calls.js";
import { DatasetForm, DeleteDataset } from "./dataset_form.js";

const LIMIT = 20;
const COLUMNS = {
  indexing_technique: (each) => each.indexing_technique,
  permission: (each) => each.permission,
  Documents: (each) => each.document_count,
  Words: (each) => each.word_count,
};

export function Datasets() {
  const { keyword } = place.value.query;
  const page = pageShown();
  const [asked, ask] = useState(); // the dialog that is open: {Form, of: a dataset}
  const loaded = useLoaded(
    ({ signal }) => dify("GET", [], { query: { page, limit: LIMIT, keyword }, signal }),
    [page, keyword],
    { keeps: true },
  );
  return html`
    <div class="row apart bar">
      <h1>Datasets</h1>
      <div class="row">
        <${Filter} label="Filter by name" />
        <${Button} kind="primary" onClick=${() => ask({ Form: DatasetForm })}>New dataset<//>
      </div>
    </div>
    <${Keeping} label="Datasets">
      <${Loaded} of=${loaded}>
        ${({ data, total }) =>
          data.length
            ? html`<${Table} datasets=${data} ask=${ask} /> <${Pages} page=${page} limit=${LIMIT} total=${total} />`
            : html`
                <${Empty}>${keyword ? "No dataset has such a name." : "There is no dataset here."}<//>
                <${Pages} page=${page} limit=${LIMIT} total=${total} />
              `}
      <//>
    <//>
    ${asked && html`<${asked.Form} dataset=${asked.of} onClose=${() => ask()} />`}
  `;
}

function Table({ datasets, ask }) {
  return html`
    <${DatasetTable}
      product="dify"
      datasets=${datasets}
      columns=${COLUMNS}
      updated=${(each) => each.updated_at}
      edit=${(each) => ask({ Form: DatasetForm, of: each })}
      remove=${(each) => ask({ Form: DeleteDataset, of: each })}
    />
  `;
}
