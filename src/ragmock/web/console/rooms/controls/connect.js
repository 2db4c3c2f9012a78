// How a client gets at this world: addresses, keys, and the first lines of a client.
import { useState } from "preact/hooks";

import { html } from "../../html.js";
import { place } from "../../place.js";
import { Copy } from "../../ui/controls.js";
import { Choice } from "../../ui/choice.js";
import { LANGUAGES, PRODUCTS, environment, snippet } from "./snippets.js";

export function Connect() {
  const world = place.value.world;
  const [product, choose] = useState("dify");
  const [language, speak] = useState("curl");
  const { title, root, prefix } = PRODUCTS[product];
  const key = `${prefix}-${world}`;
  const isEnvironment = language === "environment";
  const text = isEnvironment ? environment(location.origin, world) : snippet(language, location.origin, world, product);
  return html`
    <${Choice} label="Product" value=${product} of=${titles(PRODUCTS)} choose=${choose} />
    <dl class="facts">
      <${Fact} name="Base URL" value=${location.origin + root} of=${`the base URL of ${title}`} />
      <${Fact} name="Key" value=${key} of=${`the key of ${title}`} />
      <${Fact} name="Key that only reads" value=${`${key}.ro`} of=${`the read-only key of ${title}`} />
    </dl>
    <${Choice} label="Language" value=${language} of=${titles(LANGUAGES)} choose=${speak} />
    <div class="snippet">
      <pre tabindex="0" aria-label=${`${LANGUAGES[language].title}, ready to run`}>${text}</pre>
      <${Copy} text=${text} of=${isEnvironment ? "the environment" : `the call in ${LANGUAGES[language].title}`} />
    </div>
    ${isEnvironment &&
    html`<p class="hint">
      <code>ragmock exec -- COMMAND</code> sets the same names for a command, with a server of its own.
    </p>`}
    <p class="hint">
      Any key <code>${prefix}-NAME</code> opens a world of its own, NAME, which nobody else sees; the first call makes it.
      With <code>.ro</code> at its end a key may only read.
    </p>
  `;
}

function Fact({ name, value, of }) {
  return html`
    <div>
      <dt>${name}</dt>
      <dd class="with-copy"><code>${value}</code> <${Copy} text=${value} of=${of} /></dd>
    </div>
  `;
}

const titles = (table) => Object.fromEntries(Object.entries(table).map(([name, { title }]) => [name, title]));
