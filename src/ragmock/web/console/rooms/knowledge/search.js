// A search in a dataset: what it finds, why, what it leaves out; and answers that are planned for it.
import { useState } from "preact/hooks";

import { useCalmly } from "../../calmly.js";
import { html } from "../../html.js";
import { useLoaded } from "../../loading.js";
import { place } from "../../place.js";
import { admin, product as call } from "../../server.js";
import { Failure } from "../../ui/shown.js";
import { Answers } from "./search/answers.js";
import { Form } from "./search/form.js";
import { Found } from "./search/found.js";
import { asked } from "./search/query.js";

const CALM = 1000; // ms; a search in a large dataset takes the server a while

/** `dataset` is the id of a dataset of a product ("dify", "ragflow") in a world, by its name. */
export function Search({ world, product, dataset }) {
  const question = asked(place.value.query);
  const about = useLoaded(({ signal }) => known(world, product, dataset, signal), [world, product, dataset]);
  const { value, failure, reload } = useLoaded(
    ({ signal }) => explain(world, dataset, question, signal),
    [world, dataset, JSON.stringify(question)],
    { still: true },
  );
  useCalmly(reload, CALM);
  const isRefused = failure && failure.status !== 0; // that the server is away is told above all rooms
  const [draft, choose] = useState([]);
  const chosen = new Set(draft.map((each) => each.chunk_id));
  const add = (hit) => chosen.has(hit.chunk_id) || choose([...draft, { ...hit, score: Number((hit.score ?? 0.5).toFixed(4)) }]);
  const to = (hit) => ({ rest: [product, dataset, "documents", hit.document_id], query: { segment: hit.chunk_id } });
  return html`
    <div class="search">
      <div>
        <${Form} dataset=${about.value?.dataset} fields=${about.value?.fields ?? []} />
        ${isRefused && html`<${Failure} failure=${{ message: failure.diagnosis ?? failure.message }} again=${reload} />`}
        ${question.query && !isRefused &&
        html`<${Found} told=${value} question=${question} dataset=${about.value?.dataset} to=${to} chosen=${chosen} add=${add} />`}
        ${!question.query && html`<p class="empty">A search is explained: which segments it finds, why, and what it leaves out. It does not stand in the journal.</p>`}
      </div>
      <${Answers} world=${world} dataset=${dataset} draft=${draft} choose=${choose} />
    </div>
  `;
}

async function explain(world, dataset, question, signal) {
  if (!question.query) return undefined;
  return admin("POST", "/explain", { world, signal, body: { dataset, ...question } });
}

/** What the search needs to know of the dataset; only Dify tells. */
async function known(world, product, dataset, signal) {
  if (product !== "dify") return {};
  const [told, { doc_metadata: own }, { fields: builtIn }] = await Promise.all([
    call(world, "GET", `/v1/datasets/${encodeURIComponent(dataset)}`, { signal }),
    call(world, "GET", `/v1/datasets/${encodeURIComponent(dataset)}/metadata`, { signal }),
    call(world, "GET", "/v1/datasets/metadata/built-in", { signal }),
  ]);
  return { dataset: told, fields: told.built_in_field_enabled ? [...own, ...builtIn] : own };
}
