// What clients tried of the faked APIs, and what they never tried: operations by answers.
import { useRef } from "preact/hooks";

import { useCalmly } from "../../calmly.js";
import { html } from "../../html.js";
import { useLoaded, useTicking } from "../../loading.js";
import { place } from "../../place.js";
import { admin } from "../../server.js";
import { narrow } from "../../ui/filter.js";
import { Loaded } from "../../ui/loaded.js";
import { Empty } from "../../ui/shown.js";
import { Actions } from "./actions.js";
import { List } from "./list.js";
import { Matrix } from "./matrix.js";
import { useMedia } from "./media.js";
import { columnsOf, groupsOf, rowsOf, unchanged } from "./points.js";
import { Products } from "./products.js";
import { Unserved } from "./unserved.js";
import { Wanted } from "./wanted.js";

const CALM = 500; // ms; it is a hundred kilobytes
const EVERY = 3000; // ms; of other worlds nobody tells here when they change
const NARROW = "(max-width: 60rem)";

export function Room() {
  const { world, query } = place.value;
  const ofAll = query.scope === "server";
  const loaded = useLoaded(
    ({ signal }) => admin("GET", "/coverage", { world: ofAll ? undefined : world, signal }),
    [world, ofAll],
    { still: true },
  );
  useCalmly(loaded.reload, CALM);
  useTicking(loaded.reload, EVERY, ofAll);
  return html`
    <div class="coverage">
      <div class="row apart">
        <h1>Coverage</h1>
        <label class="row scope">
          <span>What clients tried in</span>
          <select onChange=${(event) => narrow("scope", event.target.value)}>
            <option value="" selected=${!ofAll}>the world ${world}</option>
            <option value="server" selected=${ofAll}>all worlds of this server</option>
          </select>
        </label>
      </div>
      <${Loaded} of=${loaded}>${(told) => html`<${Told} told=${told} world=${ofAll ? undefined : world} />`}<//>
    </div>
  `;
}

/** `world` is the one that it is told of, undefined for all. */
function Told({ told, world }) {
  const before = useRef([]);
  const isNarrow = useMedia(NARROW);
  const rows = unchanged(before.current, rowsOf(told));
  before.current = rows;
  const groups = groupsOf(rows, place.value.query);
  const Shown = isNarrow ? List : Matrix;
  return html`
    <${Products} told=${told} />
    <div class="row apart">
      <${Wanted} />
      <${Actions} told=${told} world=${world} />
    </div>
    <p class="legend" aria-hidden="true">
      <span><i class="dot tried"></i> tried</span><span><i class="dot"></i> not tried</span>
      <span><i class="dot by-fault"></i> comes by a fault only, and does not count</span>
    </p>
    ${groups.length ? html`<${Shown} groups=${groups} columns=${columnsOf(rows)} world=${world} />` : html`<${Empty}>No operation is left.<//>`}
    ${told.unserved.length > 0 && html`<${Unserved} calls=${told.unserved} />`}
  `;
}
