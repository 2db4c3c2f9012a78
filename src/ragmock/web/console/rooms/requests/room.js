// The room “Requests”: what clients ask, as they ask it; a request in full beside the list.
import { useEffect } from "preact/hooks";

import { html } from "../../html.js";
import { go, place } from "../../place.js";
import { denied } from "../../stream.js";
import { Foot } from "./foot.js";
import { List } from "./list.js";
import { Request } from "./request.js";
import { Tools } from "./tools.js";
import { goOn } from "./view.js";

export function Room() {
  const { rest, world } = place.value;
  const isAside = rest.length > 0;
  useEffect(() => goOn(), []);
  const press = (event) => {
    if (event.key !== "Escape" || !isAside || event.target.closest("dialog, select, input, textarea")) return;
    go({ query: place.peek().query });
  };
  return html`
    <div class=${isAside ? "requests aside" : "requests"} onKeyDown=${press}>
      <div class="of-list">
        <h1>Requests</h1>
        ${denied.value
          ? html`<${Off} failure=${denied.value} />`
          : html`
              <${Tools} />
              <${List} footer=${html`<${Foot} />`} />
            `}
      </div>
      ${isAside && html`<${Request} key=${world} rest=${rest} />`}
    </div>
  `;
}

function Off({ failure }) {
  return html`
    <div class="card">
      <p>${failure.message}</p>
      <p>It was started with <code>--journal 0</code>; without that option it keeps the last 1,000 requests of each world.</p>
    </div>
  `;
}
