// The beginning and the end of worlds.
import { html } from "../../html.js";
import { useLoaded } from "../../loading.js";
import { go, place } from "../../place.js";
import { admin } from "../../server.js";
import { ask } from "../../ui/asking.js";
import { Button, Field } from "../../ui/controls.js";
import { attempt, notice } from "../../ui/notices.js";
import { counted } from "../../ui/shown.js";
import { touched, world, worlds } from "../../world.js";
import { NAME, NAME_HINT } from "./snapshots.js";

export function World() {
  const { name, fixture, seed, datasets, documents, chunks } = world.value;
  return html`
    <p>“${name}” holds ${counted(datasets, "dataset")}, ${counted(documents, "document")} and ${counted(chunks, "chunk")}.</p>
    <form class="row" onSubmit=${reset} aria-label="Reset">
      <${Button} kind="danger" type="submit">Reset<//>
      <label><input type="checkbox" name="clock" /> its clock too</label>
    </form>
    <p class="hint">It is again as it was made: from <code>${fixture}</code>, with the seed <code>${seed}</code>.</p>
    <p><${Button} kind="danger" onClick=${end}>End this world<//></p>
    <p class="hint">The next call with its key makes a fresh one.</p>
    <${NewWorld} />
  `;
}

const reset = (event) => {
  event.preventDefault();
  return back(Boolean(new FormData(event.target).get("clock")));
};

const back = attempt(async (clock) => {
  const name = place.value.world;
  const agreed = await ask({
    title: `Reset “${name}”?`,
    text: `Data, settings and what was planned are as they were when it was made; faults and requests are gone.${clock ? " Its clock is a real one again." : " Its clock keeps its time."}`,
    yes: "Reset",
  });
  if (!agreed) return;
  await admin("POST", "/reset", { world: name, body: { clock } });
  await touched();
  notice(`“${name}” is as it was made.`);
});

const end = attempt(async () => {
  const name = place.value.world;
  if (!(await ask({ title: `End “${name}”?`, text: "All that it holds is gone, and its requests and faults too.", yes: "End it" }))) return;
  await admin("DELETE", `/worlds/${name}`);
  await touched();
});

function NewWorld() {
  const { value } = useLoaded(({ signal }) => admin("GET", "/fixtures", { signal }), [], { still: true });
  const make = attempt(async (said) => {
    const isTaken = worlds.value.some((each) => each.name === said.name);
    if (isTaken && !(await ask({ title: `Make “${said.name}” anew?`, text: "All that it holds is gone then.", yes: "Make it anew" }))) return;
    if (isTaken) await admin("DELETE", `/worlds/${said.name}`);
    const { name, fixture, seed } = said;
    await admin("PUT", `/worlds/${name}`, { body: { ...(fixture && { fixture }), ...(seed && { seed }) } });
    go({ world: name });
    await touched();
  });
  const send = (event) => {
    event.preventDefault();
    make(Object.fromEntries(new FormData(event.target)));
  };
  return html`
    <h3>Another world</h3>
    <form onSubmit=${send} aria-label="Another world">
      <div class="pair">
        <${Field} label="Name" hint=${NAME_HINT}><input name="name" required pattern=${NAME} autocomplete="off" /><//>
        <${Field} label="Fixture">
          <select name="fixture">
            <option value="">the server's fixture</option>
            ${(value?.data ?? []).map((each) => html`<option value=${each.name}>${each.name}</option>`)}
          </select>
        <//>
        <${Field} label="Seed" hint="Empty: its name. The same seed gives the same ids."><input name="seed" pattern=${NAME} autocomplete="off" /><//>
      </div>
      <${Button} type="submit">Make it, and go there<//>
    </form>
  `;
}
