// What is sought, and how.
import { useEffect, useState } from "preact/hooks";

import { html } from "../../../html.js";
import { place } from "../../../place.js";
import { Button, Field } from "../../../ui/controls.js";
import { Conditions } from "./conditions.js";
import { Kept } from "./kept.js";
import { ask, METHODS, TOP_K } from "./query.js";

export function Form({ dataset, fields }) {
  const { query } = place.value;
  const own = dataset?.indexing_technique === "high_quality" ? "semantic_search" : "keyword_search";
  const method = METHODS.find((each) => each === query.search_method) ?? own;
  const isByKeywords = method === "keyword_search";
  const seek = (event) => {
    event.preventDefault();
    // Enter in a field comes before its change
    ask({ ...Object.fromEntries(new FormData(event.target)), conditions: query.conditions }, { isNew: true });
  };
  return html`
    <form class="asking card" role="search" aria-label="Search in the dataset" onSubmit=${seek}>
      <div class="row">
        <${Kept} class="grow" type="search" name="q" kept=${query.q} maxlength="250" placeholder="Search in the dataset" aria-label="Query" autocomplete="off" />
        <${Button} kind="primary" type="submit">Search<//>
      </div>
      <div class="options">
        <${Field} label="search_method" hint=${dataset?.indexing_technique === "economy" && "An economy dataset is searched by keywords only."}>
          <select name="search_method" onChange=${(event) => ask({ search_method: event.target.value })}>
            <option value="" selected=${!query.search_method}>the dataset's own${dataset && ` (${own})`}</option>
            ${METHODS.map((each) => html`<option value=${each} selected=${each === query.search_method}>${each}</option>`)}
          </select>
        <//>
        <${Field} label="top_k" hint="Where nothing is said, Dify takes 2.">
          <${Kept} type="number" name="top_k" min="0" max="1000" placeholder=${TOP_K} kept=${query.top_k} onChange=${set} />
        <//>
        <${Field} label="score_threshold" hint=${isByKeywords && "It never counts for keywords."}>
          <${Kept} type="number" name="score_threshold" min="0" max="1" step="any" placeholder="none" kept=${query.score_threshold} onChange=${set} />
        <//>
        ${method === "hybrid_search" && html`<${Weight} kept=${query.vector_weight} />`}
      </div>
      ${!isByKeywords &&
      html`
        <label class="tick">
          <input type="checkbox" name="reranking_enable" value="true" checked=${query.reranking_enable === "true"} onChange=${tick} />
          <span>reranking_enable: the hundred best are ranked anew</span>
        </label>
      `}
      <${Conditions} fields=${fields} />
    </form>
  `;
}

const set = (event) => event.target.checkValidity() && ask({ [event.target.name]: event.target.value });
const tick = (event) => ask({ [event.target.name]: event.target.checked ? "true" : undefined });

function Weight({ kept = "0.7" }) {
  const [shown, show] = useState(kept);
  useEffect(() => show(kept), [kept]);
  const rest = (1 - Number(shown)).toFixed(2);
  return html`
    <${Field} label=${`weights: ${Number(shown).toFixed(2)} semantic, ${rest} full text`}>
      <input
        type="range"
        name="vector_weight"
        min="0"
        max="1"
        step="0.05"
        value=${shown}
        onInput=${(event) => show(event.target.value)}
        onChange=${set}
      />
    <//>
  `;
}
