// What stands above the list: filters, and what is done with all of it.
import { useState } from "preact/hooks";

import { forget } from "../../asked.js";
import { html } from "../../html.js";
import { place } from "../../place.js";
import { admin } from "../../server.js";
import { everywhere } from "../../stream.js";
import { Button } from "../../ui/controls.js";
import { attempt } from "../../ui/notices.js";
import { save } from "../../ui/saving.js";
import { worlds } from "../../world.js";
import { CLASSES, goOn, narrow, narrowed, operations, paused, waiting, widen } from "./view.js";

export function Tools() {
  const [isUnfolded, unfold] = useState(false);
  return html`
    <div class="tools">
      <div class="row">
        <${Button} class="filters-button" aria-expanded=${isUnfolded} onClick=${() => unfold(!isUnfolded)}>
          Filters${narrowed.value > 0 && ` (${narrowed.value})`}
        <//>
        <${Pause} />
        <${Clear} />
        <${Bundle} />
      </div>
      <div class=${isUnfolded ? "filters unfolded" : "filters"} role="search" aria-label="Filters of the requests">
        <${Filters} />
      </div>
    </div>
  `;
}

function Filters() {
  const { query } = place.value;
  const known = operations.value ? operations.value.split(" ") : [];
  if (query.operation && !known.includes(query.operation)) known.push(query.operation);
  const choose = (name) => (event) => narrow(name, event.target.value);
  const tick = (name, text) => html`
    <label class="tick">
      <input type="checkbox" checked=${query[name] === "1"} onChange=${(event) => narrow(name, event.target.checked ? "1" : "")} />
      ${text}
    </label>
  `;
  return html`
    <input
      type="search" class="grow" aria-label="Words in path, operation, refusal or diagnosis" placeholder="Filter by words"
      value=${query.text ?? ""} onInput=${choose("text")}
    />
    <select aria-label="Status" value=${query.status ?? ""} onChange=${choose("status")}>
      <option value="">Any status</option>
      ${CLASSES.map((each) => html`<option value=${each}>${each === "none" ? "No answer" : each}</option>`)}
    </select>
    <select aria-label="Operation" class="of-operation" value=${query.operation ?? ""} onChange=${choose("operation")}>
      <option value="">Any operation</option>
      ${known.map((each) => html`<option value=${each}>${each}</option>`)}
    </select>
    <div class="row">
      ${tick("refused", "Refused only")} ${tick("unmatched", "Unmatched only")} ${tick("all", "All worlds")}
      ${narrowed.value > 0 && html`<${Button} kind="plain" onClick=${widen}>Show all<//>`}
    </div>
  `;
}

function Pause() {
  const turn = () => {
    if (paused.value) goOn();
    else paused.value = true;
  };
  return html`
    <${Button} onClick=${turn}>${paused.value ? `Go on${waiting.value ? ` (${waiting.value} new)` : ""}` : "Pause"}<//>
  `;
}

function Clear() {
  const { world } = place.value;
  const isAll = everywhere.value;
  const of = isAll ? "all worlds" : `“${world}”`;
  const clear = async () => {
    const names = isAll ? worlds.value.map((each) => each.name) : [world];
    await Promise.all(names.map((name) => admin("DELETE", "/requests", { world: name })));
    await admin("DELETE", "/requests/unmatched", isAll ? {} : { world, query: { unnamed: true } });
    forget();
  };
  return html`
    <${Button} onClick=${attempt(clear, `The journal of ${of} is empty now.`)} title=${`Forget the requests of ${of}, on the server too`}>
      Clear<span class="unseen"> the journal of ${of}</span>
    <//>
  `;
}

function Bundle() {
  const { world } = place.value;
  const take = async () => save(await admin("GET", "/bundle", { world, asText: true }), `${world}.bundle.json`, "application/json");
  return html`
    <${Button} onClick=${attempt(take)} title="All that was done to this world since it began; “ragmock replay” does it again">
      Bundle<span class="unseen"> of “${world}”, to download</span>
    <//>
  `;
}
