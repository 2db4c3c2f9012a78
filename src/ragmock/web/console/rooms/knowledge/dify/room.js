// Dify's knowledge: its datasets, one of them, or one of its documents.
import { html } from "../../../html.js";
import { later } from "../../../ui/later.js";
import { Datasets } from "./datasets.js";

const Dataset = later(() => import("./dataset.js"), "Dataset");
const Document = later(() => import("./document.js"), "Document");

export function Dify({ rest: [dataset, part, document] }) {
  if (!dataset) return html`<${Datasets} />`;
  if (document) return html`<${Document} key=${document} dataset=${dataset} id=${document} />`;
  return html`<${Dataset} key=${dataset} id=${dataset} part=${part} />`;
}
