// Dify's knowledge: its datasets, one of them, or one of its documents.
import { html } from "../../../html.js";
import { Dataset } from "./dataset.js";
import { Datasets } from "./datasets.js";
import { Document } from "./document.js";

export function Dify({ rest: [dataset, part, document] }) {
  if (!dataset) return html`<${Datasets} />`;
  if (document) return html`<${Document} key=${document} dataset=${dataset} id=${document} />`;
  return html`<${Dataset} key=${dataset} id=${dataset} part=${part} />`;
}
