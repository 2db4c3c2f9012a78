// States that fixtures define by a sentence, as Pact's verifiers ask for them.
import { useState } from "preact/hooks";

import { html } from "../../html.js";
import { place } from "../../place.js";
import { admin } from "../../server.js";
import { ask } from "../../ui/asking.js";
import { Button, Field } from "../../ui/controls.js";
import { attempt } from "../../ui/notices.js";
import { touched, world } from "../../world.js";

const BLANK = /\$\{([^{}]+)\}/g;

/** Those of the server's own fixture, which is listed first, and of the world's; it takes no others. */
export function States({ fixtures }) {
  const name = place.value.world;
  const own = fixtures.filter((each, at) => at === 0 || each.name === world.value.fixture);
  const states = [...new Set(own.flatMap((each) => each.states))];
  const [chosen, choose] = useState();
  if (states.length === 0) return null;
  const state = states.includes(chosen) ? chosen : states[0];
  const blanks = [...new Set([...state.matchAll(BLANK)].map(([, blank]) => blank))];
  const bring = attempt(async (params) => {
    const agreed = await ask({
      title: "Bring this state about?",
      text: `“${state}”. The world begins anew for it, unless the state keeps what is there.`,
      yes: "Bring it about",
    });
    if (!agreed) return;
    await admin("POST", "/provider-states", { world: name, body: { state, params } });
    await touched();
  });
  const send = (event) => {
    event.preventDefault();
    const filled = [...new FormData(event.target)].filter(([, text]) => text !== "");
    bring(Object.fromEntries(filled.map(([blank, text]) => [blank, meant(text)])));
  };
  return html`
    <form onSubmit=${send} aria-label="Provider states">
      <${Field} label="State" hint="What a fixture defines by a sentence.">
        <select value=${state} onChange=${(event) => choose(event.target.value)}>
          ${states.map((each) => html`<option value=${each} selected=${each === state}>${each}</option>`)}
        </select>
      <//>
      <div class="pair">
        ${blanks.map((blank) => html`<${Field} key=${blank} label=${blank}><input name=${blank} autocomplete="off" /><//>`)}
      </div>
      ${blanks.length > 0 && html`<p class="hint">Empty: as the fixture has it. Digits are a number, unless they stand in quotes.</p>`}
      <${Button} type="submit">Bring it about<//>
    </form>
  `;
}

function meant(text) {
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  return /^".*"$/.test(text) ? text.slice(1, -1) : text;
}
