// The documents of a dataset, as they move through their stages; files are dropped onto the list.
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
import { AdvanceButton, DeleteDocument, Ending } from "./document_forms.js";
import { useMoving, withIndexing } from "./moving.js";
import { Stage, Standstill } from "./stage.js";
import { Upload } from "./upload.js";

const LIMIT = 20;

export function Documents({ dataset }) {
  const { keyword } = place.value.query;
  const page = pageShown();
  const [asked, ask] = useState(); // the dialog that is open: {Form, of: a document}
  const loaded = useLoaded(
    async ({ signal }) => {
      const query = { page, limit: LIMIT, keyword };
      const listed = await dify("GET", [dataset.id, "documents"], { query, signal });
      return { ...listed, data: await withIndexing(listed.data, signal) };
    },
    [dataset.id, page, keyword],
    { keeps: true },
  );
  useMoving(loaded.reload, loaded.value?.data);
  return html`
    <${Upload} dataset=${dataset} filter=${html`<${Filter} label="Filter by name" />`}>
      <${Keeping} label="List of documents">
        <${Loaded} of=${loaded}>
          ${({ data, total }) => html`
            <${Standstill} documents=${data} />
            ${data.length
              ? html`<${Table} dataset=${dataset} documents=${data} ask=${ask} />`
              : html`<${Empty}>${keyword ? "No document has such a name." : "No document yet. Drop files here, or upload some."}<//>`}
            <${Pages} page=${page} limit=${LIMIT} total=${total} />
          `}
        <//>
      <//>
    <//>
    ${asked && html`<${asked.Form} dataset=${dataset.id} document=${asked.of} onClose=${() => ask()} />`}
  `;
}

function Table({ dataset, documents, ask }) {
  return html`
    <table class="stacked" aria-label="Documents">
      <thead>
        <tr>
          <th>Name</th><th>indexing_status</th><th>doc_form</th>
          <th class="number">Words</th><th class="number">Tokens</th><th>Created</th>
          <th><span class="unseen">Actions</span></th>
        </tr>
      </thead>
      <tbody>
        ${documents.map(
          (each) => html`
            <tr key=${each.id}>
              <td class="head">
                <${Link} to=${{ rest: ["dify", dataset.id, "documents", each.id] }}><${Name} of=${each.name} /><//>
              </td>
              <td class="wide"><${Stage} document=${each} /></td>
              <td data-label="doc_form">${each.doc_form}</td>
              <td data-label="Words" class="number">${each.word_count.toLocaleString("en")}</td>
              <td data-label="Tokens" class="number">${each.tokens.toLocaleString("en")}</td>
              <td data-label="Created"><${Moment} seconds=${each.created_at} /></td>
              <td class="actions">
                <${AdvanceButton} document=${each} />
                <${Button} aria-label=${`Index ${each.name} again`} onClick=${() => ask({ Form: Ending, of: each })}>Index again…<//>
                <${Button} kind="danger" aria-label=${`Delete ${each.name}`} onClick=${() => ask({ Form: DeleteDocument, of: each })}>Delete<//>
              </td>
            </tr>
          `,
        )}
      </tbody>
    </table>
  `;
}
