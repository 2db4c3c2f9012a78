// Making, changing and deleting a dataset of RAGFlow.
import { html } from "../../../html.js";
import { Field } from "../../../ui/controls.js";
import { Dialog } from "../../../ui/dialog.js";
import { notice } from "../../../ui/notices.js";
import { touched } from "../../../world.js";
import { Choice } from "../parts.js";
import { change, ragflow } from "./calls.js";

const CHUNK_METHODS = [
  ...["naive", "manual", "qa", "table", "paper", "book", "laws", "presentation", "picture", "one"],
  ...["resume", "audio", "knowledge_graph", "email"],
];
/** The fields of a change, by what a dataset shows of them. */
const SENT = {
  name: "name",
  description: "description",
  permission: "permission",
  language: "language",
  parser_id: "chunk_method",
  embd_id: "embedding_model_id",
  token_num: "token_num",
};

export function NewDataset({ onClose }) {
  const make = async (data) => {
    const { dataset_name: name } = await change("POST", [], { body: { dataset_name: data.get("name") } });
    notice(`Made the dataset “${name}”.`);
  };
  return html`
    <${Dialog} title="New dataset" action="Make" send=${make} onClose=${onClose}>
      <${Field} label="dataset_name" hint="a-z A-Z 0-9 _ - and the dot; one that is taken gets a number. All else is changed afterwards.">
        <input name="name" autocomplete="off" autofocus />
      <//>
    <//>
  `;
}

export function EditDataset({ dataset, onClose }) {
  const save = async (data) => {
    const { name } = await change("PUT", [dataset.id], { body: changed(data, dataset) });
    notice(`Changed the dataset “${name}”.`);
  };
  const permissions = [...new Set(["me", "team", dataset.permission])];
  const methods = [...new Set([...CHUNK_METHODS, dataset.parser_id])];
  return html`
    <${Dialog} title=${`Edit “${dataset.name}”`} action="Save" send=${save} onClose=${onClose}>
      <${Field} label="name"><input name="name" defaultValue=${dataset.name} autocomplete="off" autofocus /><//>
      <${Field} label="description"><textarea name="description" defaultValue=${dataset.description ?? ""} /><//>
      <div class="columns">
        <${Field} label="chunk_method"><${Choice} name="chunk_method" chosen=${dataset.parser_id} of=${methods} /><//>
        <${Field} label="permission"><${Choice} name="permission" chosen=${dataset.permission} of=${permissions} /><//>
        <${Field} label="language"><input name="language" defaultValue=${dataset.language} /><//>
        <${Field} label="embedding_model_id"><input name="embedding_model_id" defaultValue=${dataset.embd_id} /><//>
        <${Field} label="token_num"><input name="token_num" type="number" step="1" defaultValue=${dataset.token_num} /><//>
      </div>
    <//>
  `;
}

export function DeleteDataset({ dataset: { id, name }, onClose, onDone }) {
  const remove = async () => {
    await ragflow("DELETE", [id]);
    notice(`Deleted the dataset “${name}”.`);
    onDone?.(); // before it is read again, which would fail
    await touched();
  };
  return html`<${Dialog} title=${`Delete “${name}”?`} action="Delete" kind="danger" send=${remove} onClose=${onClose} />`;
}

/** What of the fields is not as it was: RAGFlow takes its own name for taken where two have it. */
function changed(data, dataset) {
  const body = {};
  for (const [shown, sent] of Object.entries(SENT)) {
    const was = dataset[shown] ?? "";
    const said = data.get(sent);
    if (said !== String(was)) body[sent] = shown === "token_num" ? Number(said) : said;
  }
  return body;
}
