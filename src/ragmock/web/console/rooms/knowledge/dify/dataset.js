// A dataset of Dify: what it is, and the ways to its documents, a search and its metadata.
import { useState } from "preact/hooks";

import { html } from "../../../html.js";
import { useLoaded } from "../../../loading.js";
import { go, place } from "../../../place.js";
import { Button } from "../../../ui/controls.js";
import { later } from "../../../ui/later.js";
import { Loaded } from "../../../ui/loaded.js";
import { Tabs } from "../../../ui/tabs.js";
import { Gone } from "../gone.js";
import { Id, Name, Steps } from "../parts.js";
import { dify } from "./calls.js";
import { DatasetForm, DeleteDataset } from "./dataset_form.js";
import { Documents } from "./documents.js";
import { Metadata } from "./metadata.js";

const Search = later(() => import("../search.js"), "Search");
const PARTS = {
  documents: { title: "Documents", Part: Documents },
  search: { title: "Search", Part: Searching },
  metadata: { title: "Metadata", Part: Metadata },
};

export function Dataset({ id, part = "documents" }) {
  const [Form, ask] = useState();
  const loaded = useLoaded(({ signal }) => dify("GET", [id], { signal }), [id]);
  const gone = html`<${Gone} what="dataset" to=${{ rest: ["dify"] }} there="To the datasets" />`;
  const Part = PARTS[part]?.Part ?? Documents;
  return html`
    <${Loaded} of=${loaded} gone=${gone}>
      ${(dataset) => html`
        <${Steps} steps=${[["Datasets", ["dify"]]]} />
        <div class="row apart">
          <h1><${Name} of=${dataset.name} /></h1>
          <div class="row">
            <${Button} onClick=${() => ask(() => DatasetForm)}>Edit<//>
            <${Button} kind="danger" onClick=${() => ask(() => DeleteDataset)}>Delete<//>
          </div>
        </div>
        ${dataset.description && html`<p class="faint">${dataset.description}</p>`}
        <${Summary} dataset=${dataset} />
        <${Tabs}
          label="Dataset"
          ways=${Object.entries(PARTS).map(([each, { title }]) => ({
            title,
            to: { rest: each === "documents" ? ["dify", id] : ["dify", id, each] },
            isHere: PARTS[each].Part === Part,
          }))}
        />
        <${Part} dataset=${dataset} />
        ${Form && html`<${Form} dataset=${dataset} onClose=${() => ask()} onDone=${() => go({ rest: ["dify"] })} />`}
      `}
    <//>
  `;
}

function Summary({ dataset }) {
  const number = (count, one, more) => `${count.toLocaleString("en")} ${count === 1 ? one : more}`;
  const told = [
    number(dataset.document_count, "document", "documents"),
    number(dataset.word_count, "word", "words"),
    dataset.indexing_technique ?? "no indexing_technique yet",
    dataset.doc_form ?? "no doc_form yet",
    dataset.permission,
    dataset.embedding_available === false ? "no embedding model" : dataset.embedding_model,
  ];
  return html`<p class="summary">${told.filter(Boolean).map((each) => html`<span>${each}</span>`)} <${Id} of=${dataset.id} /></p>`;
}

function Searching({ dataset }) {
  return html`<${Search} world=${place.value.world} product="dify" dataset=${dataset.id} />`;
}
