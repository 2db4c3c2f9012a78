// What uploads to come end as, by the names of their files.
import { useRef, useState } from "preact/hooks";

import { html } from "../../html.js";
import { useLoaded } from "../../loading.js";
import { place } from "../../place.js";
import { admin } from "../../server.js";
import { ask } from "../../ui/asking.js";
import { Button, Field } from "../../ui/controls.js";
import { attempt } from "../../ui/notices.js";
import { Failure, Loading } from "../../ui/shown.js";
import { touched } from "../../world.js";

const STAGES = {
  error: "fails",
  waiting: "stays at waiting",
  parsing: "stays at parsing",
  cleaning: "stays at cleaning",
  splitting: "stays at splitting",
  indexing: "stays at indexing",
  paused: "is paused",
  completed: "is completed",
};

export function Presets() {
  const world = place.value.world;
  const { value, failure, reload } = useLoaded(({ signal }) => admin("GET", "/presets", { world, signal }), [world], { live: true });
  const list = useRef();
  const remove = attempt(async (name) => {
    if (name === undefined && !(await ask({ title: "Remove all that is planned?", text: "Uploads to come end as nothing was planned.", yes: "Remove all" }))) return;
    await admin("DELETE", "/presets", { world, query: { name } });
    await touched();
    list.current?.focus(); // the button that had it is gone
  });
  if (failure && !value) return html`<${Failure} failure=${failure} again=${reload} />`;
  if (!value) return html`<${Loading} />`;
  const presets = value.data;
  return html`
    <div class="listed" ref=${list} tabindex="-1" role="group" aria-label="What is planned for uploads">
      ${presets.length === 0 && html`<p class="faint">Nothing is planned: uploads are completed.</p>`}
      <ul class="entries scrolled" tabindex=${presets.length > 5 ? 0 : undefined}>
        ${presets.map(
          (each) => html`
            <li class="row apart">
              <span><code>${each.name}</code> ${ending(each)}</span>
              <${Button} kind="plain" aria-label=${`Remove what is planned for ${each.name}`} onClick=${() => remove(each.name)}>Remove<//>
            </li>
          `,
        )}
      </ul>
      ${presets.length > 0 && html`<${Button} kind="danger" onClick=${() => remove()}>Remove all<//>`}
    </div>
    <${Planning} world=${world} />
  `;
}

function ending({ stage, share, reason, times }) {
  const how = [
    STAGES[stage],
    share !== null && `when ${Number((100 * share).toPrecision(4))} % is indexed`,
    reason && `(“${reason}”)`,
    times !== null && (times === 1 ? "once yet" : `${times} times yet`),
  ];
  return how.filter(Boolean).join(" ");
}

function Planning({ world }) {
  const [stage, come] = useState("error");
  const plan = attempt(async (form) => {
    const { name, reason, share, times } = Object.fromEntries(new FormData(form));
    const body = {
      name,
      stage,
      ...(reason && { reason }),
      ...(share && { share: Number(share) / 100 }),
      ...(times && { times: Number(times) }),
    };
    await admin("POST", "/presets", { world, body });
    await touched();
  }, "It is planned.");
  const send = (event) => {
    event.preventDefault();
    plan(event.target);
  };
  return html`
    <form onSubmit=${send} aria-label="Plan what uploads end as">
      <div class="pair">
        <${Field} label="File name" hint="* and ? stand for other signs."><input name="name" required value="*" autocomplete="off" /><//>
        <${Field} label="What comes of it">
          <select value=${stage} onChange=${(event) => come(event.target.value)}>
            ${Object.entries(STAGES).map(([each, title]) => html`<option value=${each} selected=${each === stage}>It ${title}</option>`)}
          </select>
        <//>
        ${stage === "error" &&
        html`
          <${Field} label="When so many % are indexed" hint="Empty: while the file is read."><input name="share" type="number" min="0" max="100" step="any" /><//>
          <${Field} label="Reason" hint="Empty: one that names the file."><input name="reason" autocomplete="off" /><//>
        `}
        <${Field} label="For so many uploads" hint="Empty: for all."><input name="times" type="number" min="1" max="1000000" /><//>
      </div>
      <${Button} type="submit">Plan it<//>
    </form>
  `;
}
