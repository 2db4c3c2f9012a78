// Making, changing and deleting a dataset of Dify.
import { html } from "../../../html.js";
import { Field } from "../../../ui/controls.js";
import { Dialog } from "../../../ui/dialog.js";
import { notice } from "../../../ui/notices.js";
import { touched } from "../../../world.js";
import { Choice, Tick } from "../parts.js";
import { change, dify } from "./calls.js";
import { METHODS, PERMISSIONS, TECHNIQUES } from "./words.js";

/** Without a `dataset`, a new one is made. */
export function DatasetForm({ dataset, onClose }) {
  const isNew = !dataset;
  const save = async (data) => {
    const body = said(data, dataset);
    const { name } = await (isNew ? change("POST", [], { body }) : change("PATCH", [dataset.id], { body }));
    notice(isNew ? `Made the dataset “${name}”.` : `Changed the dataset “${name}”.`);
  };
  const searched = isNew || isAsMade(dataset) ? {} : dataset.retrieval_model_dict;
  return html`
    <${Dialog} title=${isNew ? "New dataset" : `Edit “${dataset.name}”`} action=${isNew ? "Make" : "Save"} send=${save} onClose=${onClose}>
      <${Field} label="name" hint="1 to 40 characters.">
        <input name="name" defaultValue=${dataset?.name} autocomplete="off" autofocus />
      <//>
      <${Field} label="description"><textarea name="description" defaultValue=${dataset?.description ?? ""} /><//>
      <div class="columns">
        <${Field} label="indexing_technique" hint=${techniqueHint(dataset)}>
          <${Choice} name="indexing_technique" chosen=${dataset?.indexing_technique ?? ""} of=${techniques(dataset)} />
        <//>
        <${Field} label="permission">
          <${Choice} name="permission" chosen=${dataset?.permission ?? "only_me"} of=${PERMISSIONS} />
        <//>
      </div>
      <details>
        <summary>retrieval_model: how it is searched</summary>
        <div class="columns">
          <${Field} label="search_method">
            <${Choice} name="search_method" chosen=${searched.search_method ?? ""} of=${[["", "not said"], ...METHODS, ...(isNew ? [] : ["keyword_search"])]} />
          <//>
          <${Field} label="top_k"><input name="top_k" type="number" step="1" defaultValue=${searched.top_k ?? 2} /><//>
          <${Field} label="score_threshold">
            <input name="score_threshold" type="number" step="any" defaultValue=${searched.score_threshold ?? 0.5} />
          <//>
        </div>
        <p><${Tick} name="score_threshold_enabled" isTicked=${searched.score_threshold_enabled}>score_threshold_enabled<//></p>
      </details>
    <//>
  `;
}

export function DeleteDataset({ dataset, onClose, onDone }) {
  const remove = async () => {
    await dify("DELETE", [dataset.id]);
    notice(`Deleted the dataset “${dataset.name}”.`);
    onDone?.(); // before it is read again, which would fail
    await touched();
  };
  return html`
    <${Dialog} title=${`Delete “${dataset.name}”?`} action="Delete" kind="danger" send=${remove} onClose=${onClose}>
      <p>Its ${dataset.document_count.toLocaleString("en")} documents and all that is in them go with it.</p>
    <//>
  `;
}

function said(data, dataset) {
  const body = Object.fromEntries(["name", "description", "permission"].map((each) => [each, data.get(each)]));
  if (!body.description && dataset?.description == null) delete body.description;
  if (data.get("indexing_technique")) body.indexing_technique = data.get("indexing_technique");
  if (data.get("search_method")) {
    body.retrieval_model = {
      // what is not asked for here stays; Dify forgets what a change does not send
      ...(dataset && !isAsMade(dataset) ? dataset.retrieval_model_dict : { reranking_enable: false }),
      search_method: data.get("search_method"),
      top_k: Number(data.get("top_k")),
      score_threshold_enabled: data.has("score_threshold_enabled"),
      score_threshold: Number(data.get("score_threshold")),
    };
  }
  return body;
}

/** Whether nobody said yet how the dataset is searched: its two models are shown unlike then. */
function isAsMade({ retrieval_model_dict: model, external_retrieval_model: external }) {
  return model.score_threshold_enabled !== external.score_threshold_enabled;
}

function techniques(dataset) {
  return dataset?.indexing_technique ? TECHNIQUES : [["", "as its first document says"], ...TECHNIQUES];
}

function techniqueHint(dataset) {
  return dataset?.document_count ? "If it changes, all documents are indexed again." : undefined;
}
