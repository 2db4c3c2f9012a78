// How what is uploaded is cut and indexed: the fields for it, and what they say to Dify.
import { useState } from "preact/hooks";

import { html } from "../../../html.js";
import { Field } from "../../../ui/controls.js";
import { Choice, Tick } from "../parts.js";
import { FORMS, TECHNIQUES } from "./words.js";

const CLEANING = ["remove_extra_spaces", "remove_urls_emails"];

export function Rules({ dataset }) {
  const [form, setForm] = useState(dataset.doc_form ?? "text_model");
  const [mode, setMode] = useState(form === "hierarchical_model" ? "hierarchical" : "automatic");
  const choose = (event) => {
    setForm(event.target.value);
    // children are cut by rules of their own
    if (event.target.value === "hierarchical_model") setMode("hierarchical");
  };
  const technique = dataset.indexing_technique;
  return html`
    <div class="columns">
      <${Field} label="indexing_technique" hint=${technique ? `The dataset has ${technique}.` : "The first document decides for its dataset."}>
        <${Choice} name="indexing_technique" chosen=${technique ?? "economy"} of=${TECHNIQUES} />
      <//>
      <${Field} label="doc_form">
        <${Choice} name="doc_form" chosen=${form} of=${FORMS} onChange=${choose} />
      <//>
      ${form === "qa_model" && html`<${Field} label="doc_language"><input name="doc_language" defaultValue="English" /><//>`}
      <${Field} label="process_rule.mode">
        <select name="mode" value=${mode} onChange=${(event) => setMode(event.target.value)}>
          ${["automatic", "custom", "hierarchical"].map((each) => html`<option value=${each}>${each}</option>`)}
        </select>
      <//>
    </div>
    ${mode !== "automatic" &&
    html`
      <p class="row">${CLEANING.map((each) => html`<${Tick} name=${each} isTicked=${each === CLEANING[0]}>${each}<//>`)}</p>
      ${mode === "hierarchical" &&
      html`<${Field} label="parent_mode"><${Choice} name="parent_mode" chosen="paragraph" of=${["paragraph", "full-doc"]} /><//>`}
      <${Segmentation} part="segmentation" separator="\\n\\n" size="500" />
      ${mode === "hierarchical" && html`<${Segmentation} part="subchunk_segmentation" separator="\\n" size="200" />`}
    `}
  `;
}

function Segmentation({ part, separator, size }) {
  return html`
    <fieldset>
      <legend>${part}</legend>
      <div class="columns">
        <${Field} label="separator" hint="\\n is a new line."><input name=${`${part}.separator`} defaultValue=${separator} /><//>
        <${Field} label="max_tokens" hint="50 to 4000; others fail."><input name=${`${part}.max_tokens`} type="number" step="1" defaultValue=${size} /><//>
        <${Field} label="chunk_overlap"><input name=${`${part}.chunk_overlap`} type="number" step="1" defaultValue="0" /><//>
      </div>
    </fieldset>
  `;
}

/** What the fields of a form say, as Dify takes it. */
export function rulesOf(data) {
  const mode = data.get("mode");
  const said = {
    indexing_technique: data.get("indexing_technique"),
    doc_form: data.get("doc_form"),
    process_rule: { mode },
  };
  if (data.get("doc_language")) said.doc_language = data.get("doc_language");
  if (mode === "automatic") return said;
  said.process_rule.rules = {
    pre_processing_rules: CLEANING.map((id) => ({ id, enabled: data.has(id) })),
    segmentation: segmentation(data, "segmentation"),
  };
  if (mode === "hierarchical") {
    Object.assign(said.process_rule.rules, {
      parent_mode: data.get("parent_mode"),
      subchunk_segmentation: segmentation(data, "subchunk_segmentation"),
    });
  }
  return said;
}

function segmentation(data, part) {
  return {
    separator: data.get(`${part}.separator`).replaceAll("\\n", "\n").replaceAll("\\t", "\t"),
    max_tokens: Number(data.get(`${part}.max_tokens`)),
    chunk_overlap: Number(data.get(`${part}.chunk_overlap`)),
  };
}
