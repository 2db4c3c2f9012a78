// RAGFlow's knowledge: its datasets, or one of them.
import { html } from "../../../html.js";
import { Dataset } from "./dataset.js";
import { Datasets } from "./datasets.js";

export function Ragflow({ rest: [dataset] }) {
  return dataset ? html`<${Dataset} key=${dataset} id=${dataset} />` : html`<${Datasets} />`;
}
