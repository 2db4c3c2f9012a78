// What the world is filled from, and what it holds as a file.
import { useRef, useState } from "preact/hooks";

import { html } from "../../html.js";
import { useLoaded } from "../../loading.js";
import { place } from "../../place.js";
import { admin } from "../../server.js";
import { ask } from "../../ui/asking.js";
import { Button, Field } from "../../ui/controls.js";
import { attempt } from "../../ui/notices.js";
import { save } from "../../ui/saving.js";
import { Failure, Loading } from "../../ui/shown.js";
import { touched, world } from "../../world.js";
import { States } from "./states.js";

export function Fixtures() {
  const { value, failure, reload } = useLoaded(({ signal }) => admin("GET", "/fixtures", { signal }), [], { still: true });
  if (failure && !value) return html`<${Failure} failure=${failure} again=${reload} />`;
  if (!value) return html`<${Loading} />`;
  return html`
    <p>This world was made from <code>${world.value.fixture}</code>. A reset goes back to that.</p>
    <${Filling} fixtures=${value.data} />
    <${File} />
    <${States} fixtures=${value.data} />
  `;
}

function Filling({ fixtures }) {
  const name = place.value.world;
  const [chosen, choose] = useState(world.value.fixture);
  const fixture = fixtures.find((each) => each.name === chosen) ?? fixtures[0];
  const replace = attempt(async () => {
    const agreed = await ask({
      title: `Fill “${name}” from ${fixture.name}?`,
      text: "All that the world holds is gone: datasets, documents, faults, what was planned, and its requests.",
      yes: "Replace what is there",
    });
    if (!agreed) return;
    // a world that is told its own fixture stays as it is
    if (fixture.name === world.value.fixture) await admin("POST", "/reset", { world: name });
    else await admin("PUT", `/worlds/${name}`, { body: { fixture: fixture.name } });
    await touched();
  });
  const add = attempt(async () => {
    await admin("POST", "/load", { world: name, body: { fixture: fixture.name } });
    await touched();
  }, "It is added.");
  return html`
    <${Field} label="Fixture" hint=${fixture.about}>
      <select value=${fixture.name} onChange=${(event) => choose(event.target.value)}>
        ${fixtures.map((each) => html`<option value=${each.name} selected=${each === fixture}>${each.name}</option>`)}
      </select>
    <//>
    <div class="row">
      <${Button} onClick=${replace}>Replace what is there<//>
      <${Button} onClick=${add}>Add it to what is there<//>
    </div>
  `;
}

function File() {
  const name = place.value.world;
  const [refused, refuse] = useState();
  const chooser = useRef();
  const load = async () => {
    const [file] = chooser.current.files;
    if (!file) return;
    refuse(undefined);
    try {
      await admin("POST", "/load", { world: name, body: new Blob([file], { type: typeOf(file) }) });
      await touched();
    } catch (failure) {
      refuse(failure);
    }
    chooser.current.value = ""; // so that the same file can be chosen again
  };
  const take = attempt(async () => save(await admin("GET", "/export", { world: name }), `${name}.yaml`, "application/yaml"));
  return html`
    <${Field} label="Add a file of your own" hint="A fixture in YAML or JSON. All of it is added, or nothing.">
      <input ref=${chooser} type="file" accept=".yaml,.yml,.json" onChange=${load} />
    <//>
    ${refused && html`<${Failure} failure=${refused} />`}
    <div class="row">
      <${Button} onClick=${take}>Save what the world holds as YAML<//>
    </div>
  `;
}

const typeOf = (file) => (file.name.toLowerCase().endsWith(".json") ? "application/json" : "application/yaml");
