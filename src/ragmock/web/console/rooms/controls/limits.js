// What the world refuses: files that are too large, too many requests, and what needs embeddings.
import { useState } from "preact/hooks";

import { html } from "../../html.js";
import { Field } from "../../ui/controls.js";
import { Choice } from "../../ui/choice.js";
import { world } from "../../world.js";
import { change } from "./changing.js";

const PROVIDERS = { on: "On", off: "Off", used_up: "Used up" };
const MEGABYTE = 1024 * 1024;

export function Limits() {
  const { upload_limit: upload, requests_per_minute: requests, embedding_provider: provider } = world.value;
  return html`
    <${Bound} label="Largest upload, in bytes" hint=${`${Number((upload / MEGABYTE).toPrecision(3))} MB`} value=${upload} max=${1024 * MEGABYTE} required set=${(to) => change({ upload_limit: to })} />
    <${Bound} label="Writes and searches in a minute" hint="Empty: as many as there are. The minute is one of this world's clock." value=${requests} max=${1_000_000} set=${(to) => change({ requests_per_minute: to })} />
    <${Choice} label="Embedding provider" value=${provider} of=${PROVIDERS} choose=${(to) => change({ embedding_provider: to })} />
    <p class="hint">Without it, what needs embeddings is refused: high quality indexing, and semantic search.</p>
  `;
}

/** A number that is set when the reader leaves the field; until then nobody writes into it. */
function Bound({ label, hint, value, max, required = false, set }) {
  const [typed, type] = useState();
  const commit = async (event) => {
    const { target } = event;
    if (!target.reportValidity()) return;
    await set(target.value === "" ? null : Number(target.value));
    type(undefined);
  };
  return html`
    <${Field} label=${label} hint=${hint}>
      <input type="number" min="0" max=${max} step="1" required=${required} value=${typed ?? value ?? ""} onInput=${(event) => type(event.target.value)} onChange=${commit} />
    <//>
  `;
}
