// Worlds at a moment, kept by the server until it stops.
import { useRef } from "preact/hooks";

import { html } from "../../html.js";
import { useLoaded } from "../../loading.js";
import { go, place } from "../../place.js";
import { admin } from "../../server.js";
import { ask } from "../../ui/asking.js";
import { Button, Field } from "../../ui/controls.js";
import { attempt, notice } from "../../ui/notices.js";
import { Failure, Loading, counted } from "../../ui/shown.js";
import { touched, worlds } from "../../world.js";

/** What a world or a snapshot may be called. */
export const NAME = "[A-Za-z0-9_\\-]{1,64}";
export const NAME_HINT = "Letters, digits, - and _.";

export function Snapshots() {
  const { value, failure, reload } = useLoaded(({ signal }) => admin("GET", "/snapshots", { signal }), [], { live: true });
  const list = useRef();
  if (failure && !value) return html`<${Failure} failure=${failure} again=${reload} />`;
  if (!value) return html`<${Loading} />`;
  const snapshots = value.data;
  const remove = async (name) => {
    if (await deleted(name)) list.current?.focus(); // the button that had it is gone
  };
  return html`
    <${Saving} snapshots=${snapshots} />
    <div class="listed" ref=${list} tabindex="-1" role="group" aria-label="Snapshots">
      ${snapshots.length === 0 && html`<p class="faint">None is kept.</p>`}
      <ul class="entries scrolled" tabindex=${snapshots.length > 5 ? 0 : undefined}>
        ${snapshots.map((each) => html`<${Snapshot} key=${each.name} snapshot=${each} remove=${remove} />`)}
      </ul>
    </div>
    <p class="hint">They are the server's, for all worlds, and are gone when it stops.</p>
  `;
}

function Saving({ snapshots }) {
  const world = place.value.world;
  const keep = attempt(async (name) => {
    const isTaken = snapshots.some((each) => each.name === name);
    if (isTaken && !(await ask({ title: `Replace the snapshot “${name}”?`, text: "What it holds is gone then.", yes: "Replace" }))) return;
    await admin("PUT", `/snapshots/${name}`, { world });
    await touched();
    notice(`“${name}” is saved.`);
  });
  const send = (event) => {
    event.preventDefault();
    keep(new FormData(event.target).get("name"));
    event.target.reset();
  };
  return html`
    <form class="beside" onSubmit=${send} aria-label="Save a snapshot">
      <${Field} label="Save this world as" hint=${NAME_HINT}><input name="name" required pattern=${NAME} autocomplete="off" /><//>
      <${Button} type="submit">Save<//>
    </form>
  `;
}

function Snapshot({ snapshot, remove }) {
  const { name, world, time, datasets, documents, chunks } = snapshot;
  return html`
    <li>
      <p><b>${name}</b> <span class="faint">of ${world}, ${time.slice(0, 19).replace("T", " ")}</span></p>
      <p class="faint">${counted(datasets, "dataset")}, ${counted(documents, "document")}, ${counted(chunks, "chunk")}</p>
      <div class="row">
        <${Button} aria-label=${`Restore ${name}`} onClick=${() => restore(name)}>Restore<//>
        <${Button} aria-label=${`Fork ${name}`} onClick=${() => fork(name)}>Fork<//>
        <${Button} kind="danger" aria-label=${`Delete ${name}`} onClick=${() => remove(name)}>Delete<//>
      </div>
    </li>
  `;
}

const restore = attempt(async (name) => {
  const world = place.value.world;
  const agreed = await ask({
    title: `Restore “${name}”?`,
    text: `All that “${world}” holds is gone: it is what the snapshot holds. Its requests stay.`,
    yes: "Restore",
  });
  if (!agreed) return;
  await admin("POST", `/snapshots/${name}/restore`, { world });
  await touched();
});

const fork = attempt(async (name) => {
  const world = await ask({
    title: `Make a world from “${name}”`,
    text: "It holds what the snapshot holds, and goes its own way.",
    yes: "Make it, and go there",
    field: { label: "Name of the world", hint: NAME_HINT, pattern: NAME },
  });
  if (!world) return;
  const isTaken = worlds.value.some((each) => each.name === world);
  if (isTaken && !(await ask({ title: `Replace the world “${world}”?`, text: "All that it holds is gone then.", yes: "Replace" }))) return;
  await admin("POST", `/snapshots/${name}/fork`, { body: { world } });
  go({ world });
  await touched();
});

/** Delete a snapshot, if the reader agrees; tells whether it is gone. */
const deleted = attempt(async (name) => {
  if (!(await ask({ title: `Delete the snapshot “${name}”?`, text: "It cannot be had back.", yes: "Delete" }))) return false;
  await admin("DELETE", `/snapshots/${name}`);
  await touched();
  return true;
});
