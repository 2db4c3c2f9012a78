// The list of Dify's datasets.
import { useState } from "preact/hooks";

import { html } from "../../../html.js";
import { useLoaded } from "../../../loading.js";
import { page as pageShown, place } from "../../../place.js";
import { Button, Link } from "../../../ui/controls.js";
import { Filter } from "../../../ui/filter.js";
import { Keeping } from "../../../ui/focus.js";
import { Loaded } from "../../../ui/loaded.js";
import { Moment } from "../../../ui/moment.js";
import { Empty, Pages } from "../../../ui/shown.js";
import { Name } from "../parts.js";
import { dify } from "./calls.js";
import { DatasetForm, DeleteDataset } from "./dataset_form.js";

const LIMIT = 20;

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
    <table class="stacked" aria-label="Datasets">
      <thead>
        <tr>
          <th>Name</th><th>indexing_technique</th><th>permission</th>
          <th class="number">Documents</th><th class="number">Words</th><th>Updated</th>
          <th><span class="unseen">Actions</span></th>
        </tr>
      </thead>
      <tbody>
        ${datasets.map(
          (each) => html`
            <tr key=${each.id}>
              <td class="head">
                <${Link} to=${{ rest: ["dify", each.id] }}><${Name} of=${each.name} /><//>
                ${each.description && html`<div class="faint few">${each.description}</div>`}
              </td>
              <td data-label="indexing_technique">${each.indexing_technique ?? "–"}</td>
              <td data-label="permission">${each.permission}</td>
              <td data-label="Documents" class="number">${each.document_count.toLocaleString("en")}</td>
              <td data-label="Words" class="number">${each.word_count.toLocaleString("en")}</td>
              <td data-label="Updated"><${Moment} seconds=${each.updated_at} /></td>
              <td class="actions">
                <${Button} aria-label=${`Edit ${each.name}`} onClick=${() => ask({ Form: DatasetForm, of: each })}>Edit<//>
                <${Button} kind="danger" aria-label=${`Delete ${each.name}`} onClick=${() => ask({ Form: DeleteDataset, of: each })}>Delete<//>
              </td>
            </tr>
          `,
        )}
      </tbody>
    </table>
  `;
}
