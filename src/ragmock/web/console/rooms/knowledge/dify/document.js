// A document of Dify: what is known of it, and its segments.
import { useState } from "preact/hooks";

import { html } from "../../../html.js";
import { useLoaded } from "../../../loading.js";
import { go } from "../../../place.js";
import { Refused } from "../../../server.js";
import { Button } from "../../../ui/controls.js";
import { Loaded } from "../../../ui/loaded.js";
import { Moment } from "../../../ui/moment.js";
import { Gone } from "../gone.js";
import { Facts, Id, Name, Steps } from "../parts.js";
import { dify } from "./calls.js";
import { AdvanceButton, DeleteDocument, Ending } from "./document_forms.js";
import { indexing, useMoving } from "./moving.js";
import { Replace } from "./replace.js";
import { Segments } from "./segments.js";
import { Stage, Standstill } from "./stage.js";
import { Values } from "./values.js";
import { isOver } from "./words.js";

const AT_ONCE = 100;

export function Document({ dataset, id }) {
  const [Form, ask] = useState();
  const loaded = useLoaded(({ signal }) => read(dataset, id, signal), [dataset, id]);
  useMoving(loaded.reload, loaded.value && [loaded.value.document]);
  const gone = html`<${Gone} what="document" to=${{ rest: ["dify", dataset] }} there="To the documents of its dataset" />`;
  return html`
    <${Loaded} of=${loaded} gone=${gone}>
      ${({ document, of }) => html`
        <${Steps} steps=${[["Datasets", ["dify"]], [of.name, ["dify", dataset]]]} />
        <div class="row apart">
          <h1><${Name} of=${document.name} /></h1>
          <div class="row">
            <${AdvanceButton} document=${document} />
            <${Button} onClick=${() => ask(() => Replace)}>Update…<//>
            <${Button} onClick=${() => ask(() => Ending)}>Index again…<//>
            <${Button} kind="danger" onClick=${() => ask(() => DeleteDocument)}>Delete<//>
          </div>
        </div>
        <${Standstill} documents=${[document]} />
        <${Stage} document=${document} />
        <p class="summary"><${Id} of=${id} /></p>
        <div class="of-document">
          <${About} document=${document} />
          <${Values} dataset=${of} document=${document} />
        </div>
        <${Segments} dataset=${dataset} document=${document} />
        ${Form &&
        html`<${Form} dataset=${dataset} document=${document} onClose=${() => ask()} onDone=${() => go({ rest: ["dify", dataset] })} />`}
      `}
    <//>
  `;
}

/**
 * {document, of: its dataset}. Dify shows a document in lists alone, so it is looked for by its name,
 * which the control plane tells; `%` and `_` in a keyword stand for anything, so other documents may
 * be found as well.
 */
async function read(dataset, id, signal) {
  const [of, told] = await Promise.all([dify("GET", [dataset], { signal }), indexing(id, signal)]);
  for (let page = 1; ; page += 1) {
    const query = { page, limit: AT_ONCE, keyword: told.name };
    const { data, has_more: hasMore } = await dify("GET", [dataset, "documents"], { query, signal });
    const document = data.find((each) => each.id === id);
    if (document) return { of, document: isOver(document.indexing_status) ? document : { ...document, indexing: told } };
    if (!hasMore) throw new Refused(404, "The dataset has no such document.");
  }
}

function About({ document }) {
  const { upload_file: file } = document.data_source_detail_dict;
  return html`
    <section class="card">
      <h2 class="first">Document</h2>
      <${Facts}
        facts=${[
          ["enabled", document.enabled],
          ["archived", document.archived],
          ["doc_form", document.doc_form],
          ["word_count", document.word_count],
          ["tokens", document.tokens],
          ["hit_count", document.hit_count],
          ["position", document.position],
          ["created_from", document.created_from],
          ["created_at", html`<${Moment} seconds=${document.created_at} />`],
          ["disabled_at", document.disabled_at ? html`<${Moment} seconds=${document.disabled_at} />` : undefined],
          ["upload_file", html`<bdi>${file.name}</bdi>, ${file.size.toLocaleString("en")} bytes, ${file.mime_type}`],
        ]}
      />
    </section>
  `;
}
