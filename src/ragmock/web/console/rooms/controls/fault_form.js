// Where a fault is made: what goes wrong, for which requests, and how often.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";

import { html } from "../../html.js";
import { useLoaded } from "../../loading.js";
import { go, place } from "../../place.js";
import { admin, authorization } from "../../server.js";
import { Button, Copy, Field } from "../../ui/controls.js";
import { Choice } from "../../ui/choice.js";
import { notice } from "../../ui/notices.js";
import { Failure, Loading } from "../../ui/shown.js";
import { touched } from "../../world.js";
import { EffectFields } from "./fault_effect.js";
import { MatchFields, PaceFields } from "./fault_pace.js";
import { EMPTY, asked, problems, said } from "./fault_said.js";
import { CONNECTIONS } from "./fault_words.js";
import { known, meant } from "./operations.js";
import { adminCurl } from "./snippets.js";

/** The form, behind a summary: what it chooses from is read when it is opened first. */
export function FaultForm() {
  const { query } = place.value;
  const isAsked = Boolean(query.operation || query.fault);
  const [isOpen, open] = useState(isAsked);
  useEffect(() => void (isAsked && open(true)), [isAsked]);
  return html`
    <details class="making" open=${isOpen} onToggle=${(event) => open(event.target.open)}>
      <summary class="button primary">Make a fault</summary>
      ${isOpen && html`<${Choosing} query=${query} isAsked=${isAsked} />`}
    </details>
  `;
}

function Choosing(rest) {
  const { value, failure, reload } = useLoaded(known, [], { still: true });
  if (value) return html`<${Form} known=${value} ...${rest} />`;
  return failure ? html`<${Failure} failure=${failure} again=${reload} />` : html`<${Loading} />`;
}

function Form({ known: { operations, refusals }, query, isAsked }) {
  const world = place.value.world;
  const [form, fill] = useState(EMPTY);
  const [refused, refuse] = useState();
  const first = useRef();
  const about = `${query.operation} ${query.fault}`;
  useEffect(() => {
    if (!isAsked) return;
    fill(asked(query, CONNECTIONS));
    first.current.focus();
    first.current.scrollIntoView({ block: "center" });
  }, [about]);

  const wrong = problems(form);
  const isSound = Object.keys(wrong).length === 0;
  const body = isSound ? said(form) : undefined;
  const set = (change) => {
    refuse(undefined);
    fill((before) => ({ ...before, ...change }));
  };
  const matched = useMemo(() => meant(operations, form.operation.trim()), [operations, form.operation]);
  const send = async (event) => {
    event.preventDefault();
    if (!isSound) return;
    try {
      const { id } = await admin("POST", "/faults", { world, body });
      notice(`${id} is there.`);
      if (isAsked) go({ rest: ["faults"] }, { replace: true });
      await touched();
    } catch (failure) {
      refuse(failure);
    }
  };
  const curl = body && adminCurl("POST", `/faults?world=${world}`, body, Boolean(authorization().Authorization));
  return html`
    <form onSubmit=${send} aria-label="Make a fault">
      <${Operations} operations=${operations} matched=${matched} field=${first} form=${form} set=${set} />
      <${EffectFields} form=${form} set=${set} wrong=${wrong} matched=${matched} refusals=${refusals} />
      <${Choice} label="When" value=${form.when} of=${WHEN} choose=${(when) => set({ when })} />
      <${PaceFields} form=${form} set=${set} />
      <${MatchFields} form=${form} set=${set} wrong=${wrong} />
      ${refused && html`<${Failure} failure=${refused} />`}
      <div class="row">
        <${Button} kind="primary" type="submit">Make it<//>
        <${Button} onClick=${() => set(EMPTY)}>Clear the form<//>
      </div>
      <details>
        <summary>The same with curl</summary>
        ${curl
          ? html`<div class="snippet"><pre tabindex="0" aria-label="The same with curl">${curl}</pre><${Copy} text=${curl} of="the call with curl" /></div>`
          : html`<p class="hint">When what is written as JSON is some.</p>`}
      </details>
    </form>
  `;
}

const WHEN = { before: "Instead of the call", after: "When the call is done: its answer is lost" };

function Operations({ operations, matched, field, form, set }) {
  const typed = form.operation.trim();
  const [only] = matched;
  const hint =
    typed === ""
      ? "Empty: all operations. Type to search; * stands for any signs."
      : matched.length === 1
        ? `${only.method} ${only.path}: ${only.summary}`
        : matched.length
          ? `${matched.length} operations.`
          : "No operation is called so.";
  const products = [...new Set(operations.map((each) => each.product))];
  return html`
    <${Field} label="Operation" hint=${hint}>
      <input ref=${field} list="operations" autocomplete="off" spellcheck=${false} class="mono" placeholder="all operations" value=${form.operation} onInput=${(event) => set({ operation: event.target.value })} />
    <//>
    <datalist id="operations">
      ${products.map((each) => html`<option value=${`${each}.*`}>all of ${each}</option>`)}
      ${operations.map(({ id, method, path }) => html`<option value=${id}>${method} ${path}</option>`)}
    </datalist>
  `;
}
