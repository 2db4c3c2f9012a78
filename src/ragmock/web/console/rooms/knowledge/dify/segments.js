// The segments of a document, page by page.
import { useState } from "preact/hooks";

import { html } from "../../../html.js";
import { useLoaded } from "../../../loading.js";
import { page as pageShown, place } from "../../../place.js";
import { Button } from "../../../ui/controls.js";
import { Filter, narrow } from "../../../ui/filter.js";
import { Keeping } from "../../../ui/focus.js";
import { Loaded } from "../../../ui/loaded.js";
import { Empty, Pages } from "../../../ui/shown.js";
import { Choice } from "../parts.js";
import { dify } from "./calls.js";
import { useMoving } from "./moving.js";
import { Segment } from "./segment.js";
import { SegmentForm } from "./segment_forms.js";

const LIMIT = 20;
const STATUSES = [["", "any status"], "completed", "indexing"];

export function Segments({ dataset, document }) {
  const { keyword, status } = place.value.query;
  const page = pageShown();
  const steps = [dataset, "documents", document.id, "segments"];
  const [asked, ask] = useState(); // the dialog that is open: {Form, and what it is about}
  const loaded = useLoaded(
    ({ signal }) => dify("GET", steps, { query: { page, limit: LIMIT, keyword, status }, signal }),
    [document.id, document.indexing_status, page, keyword, status],
    { keeps: true },
  );
  useMoving(loaded.reload, [document]);
  return html`
    <section aria-label="Segments">
      <div class="row apart bar">
        <h2>Segments</h2>
        <div class="row">
          <${Filter} label="Filter by content" />
          <${Choice} aria-label="Status" of=${STATUSES} chosen=${status ?? ""} onChange=${(event) => narrow("status", event.target.value)} />
          <${Button} kind="primary" onClick=${() => ask({ Form: SegmentForm })}>Add segment<//>
        </div>
      </div>
      <${Keeping} label="List of segments">
        <${Loaded} of=${loaded}>
          ${({ data, total }) => html`
            ${data.length === 0 && html`<${Empty}>${keyword || status ? "No segment is like this." : "There are no segments yet."}<//>`}
            ${data.map(
              (each) => html`<${Segment} key=${each.id} segment=${each} form=${document.doc_form} steps=${steps} ask=${ask} />`,
            )}
            <${Pages} page=${page} limit=${LIMIT} total=${total} />
          `}
        <//>
      <//>
      ${asked && html`<${asked.Form} ...${asked} steps=${steps} form=${document.doc_form} onClose=${() => ask()} />`}
    </section>
  `;
}
