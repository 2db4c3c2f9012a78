// The child chunks of a segment, page by page.
import { useState } from "preact/hooks";

import { html } from "../../../html.js";
import { useLoaded } from "../../../loading.js";
import { Button } from "../../../ui/controls.js";
import { Loaded } from "../../../ui/loaded.js";
import { Empty } from "../../../ui/shown.js";
import { dify } from "./calls.js";
import { ChildForm, DeletePart } from "./segment_forms.js";

const LIMIT = 20;

/** `steps` lead to them; `position` is that of their segment. */
export function Children({ steps, position, ask }) {
  const [limit, grow] = useState(LIMIT);
  const loaded = useLoaded(
    ({ signal }) => dify("GET", steps, { query: { page: 1, limit }, signal }),
    [...steps, limit],
    { keeps: true },
  );
  return html`
    <${Loaded} of=${loaded}>
      ${({ data, total }) => html`
        ${data.length === 0 && html`<${Empty}>There are no child chunks.<//>`}
        <ol class="children">
          ${data.map(
            (each) => html`
              <li key=${each.id} class="row apart">
                <p class="text grow" dir="auto">${each.content} <span class="faint">${each.type}</span></p>
                <span class="row">
                  <${Button}
                    aria-label=${`Edit child chunk ${each.position} of segment ${position}`}
                    onClick=${() => ask({ Form: ChildForm, child: each, own: [...steps, each.id] })}
                  >Edit<//>
                  <${Button}
                    kind="danger"
                    aria-label=${`Delete child chunk ${each.position} of segment ${position}`}
                    onClick=${() => ask({ Form: DeletePart, of: `child chunk ${each.position}`, own: [...steps, each.id] })}
                  >Delete<//>
                </span>
              </li>
            `,
          )}
        </ol>
        <div class="row">
          <${Button} aria-label=${`Add a child chunk to segment ${position}`} onClick=${() => ask({ Form: ChildForm, own: steps })}>Add child chunk<//>
          ${data.length < total && html`<${Button} onClick=${() => grow(limit + LIMIT)}>Show more of ${total}<//>`}
        </div>
      `}
    <//>
  `;
}
