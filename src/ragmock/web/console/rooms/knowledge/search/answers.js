// Answers that are planned: each is given once, in the place of a search to come in the dataset.
import { html } from "../../../html.js";
import { useLoaded } from "../../../loading.js";
import { admin } from "../../../server.js";
import { Button, Field } from "../../../ui/controls.js";
import { Loaded } from "../../../ui/loaded.js";
import { attempt } from "../../../ui/notices.js";
import { Badge } from "../../../ui/shown.js";
import { touched } from "../../../world.js";

const SHOWN = 10; // of the answers that wait

/** `draft` are the segments of the answer that is being made; `choose(draft)` changes them. */
export function Answers({ world, dataset, draft, choose }) {
  const path = `/datasets/${encodeURIComponent(dataset)}/answers`;
  const loaded = useLoaded(({ signal }) => admin("GET", path, { world, signal }), [world, path]);
  const plan = attempt(async (event) => {
    event.preventDefault();
    const times = Number(new FormData(event.target).get("times"));
    const chunks = draft.map(({ chunk_id, score }) => ({ chunk_id, score }));
    const { waiting } = await admin("POST", path, { world, body: { chunks, times } });
    choose([]);
    await touched();
    return waiting;
  }, (waiting) => waiting && `${answers(waiting)} now.`);
  const forget = attempt(async () => {
    const { deleted } = await admin("DELETE", path, { world });
    await touched();
    return deleted;
  }, (deleted) => `Removed ${deleted === 1 ? "the planned answer" : `${deleted} planned answers`}.`);
  const score = (at, event) => choose(draft.map((each, place) => (place === at ? { ...each, score: Number(event.target.value) } : each)));
  return html`
    <section class="answers card" aria-labelledby="answers">
      <h2 id="answers">Planned answers</h2>
      <p class="hint">The next searches of clients in this dataset are given these, one each, whatever they ask. <code>top_k</code> cuts them; nothing else does.</p>
      <${Loaded} of=${loaded}>${({ data }) => html`<${Waiting} all=${data} forget=${forget} />`}<//>
      <h3>A new answer</h3>
      <form onSubmit=${plan}>
        ${draft.length === 0 &&
        html`<p class="faint">It holds no segment, so the search finds nothing. Put segments into it where a search shows them.</p>`}
        <ul class="draft">
          ${draft.map(
            (each, at) => html`
              <li key=${each.chunk_id} class="row">
                <span class="grow"><bdi>${each.document || "(no name)"}</bdi>, segment ${each.position}</span>
                <input type="number" step="any" required value=${each.score} aria-label=${`Score of ${each.document}, segment ${each.position}`} onChange=${(event) => score(at, event)} />
                <${Button} kind="plain" aria-label=${`Leave out ${each.document}, segment ${each.position}`} onClick=${() => choose(draft.filter((one) => one !== each))}>×<//>
              </li>
            `,
          )}
        </ul>
        <${Field} label="How often"><input type="number" name="times" min="1" max="1000" defaultValue="1" required /><//>
        <${Button} type="submit">${draft.length ? "Plan this answer" : "Plan “nothing found”"}<//>
      </form>
    </section>
  `;
}

function answers(count) {
  return count === 1 ? "One answer waits" : `${count} answers wait`;
}

function Waiting({ all, forget }) {
  if (!all.length) return html`<p>None waits: searches are answered from what the dataset holds.</p>`;
  const runs = inRuns(all);
  return html`
    <div class="row apart">
      <p><strong>${answers(all.length)}</strong>, the next first:</p>
      <${Button} kind="danger" onClick=${forget}>${all.length === 1 ? "Remove it" : "Remove all"}<//>
    </div>
    <ol class="waiting">
      ${runs.slice(0, SHOWN).map(
        ({ chunks, times }) => html`
          <li>
            ${chunks.length === 0 && "Nothing is found"}
            ${chunks.map((each) => html`<span class="chunk"><code>${each.chunk_id}</code> ${each.score}</span>`)}
            ${times > 1 && html` <${Badge}>${times} times<//>`}
          </li>
        `,
      )}
    </ol>
    ${runs.length > SHOWN && html`<p class="hint">and ${runs.length - SHOWN} more.</p>`}
  `;
}

/** The same answer several times in a row is told once: [{chunks, times}]. */
function inRuns(all) {
  const runs = [];
  for (const { chunks } of all) {
    const last = runs.at(-1);
    if (last && JSON.stringify(last.chunks) === JSON.stringify(chunks)) last.times += 1;
    else runs.push({ chunks, times: 1 });
  }
  return runs;
}
