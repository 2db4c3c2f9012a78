// What the client gets of a fault: a refusal, an answer in other words, a broken connection, or a late one.
import { html } from "../../html.js";
import { Field } from "../../ui/controls.js";
import { Choice } from "../../ui/choice.js";
import { CONNECTIONS } from "./fault_words.js";
import { offered } from "./operations.js";

const KINDS = { refusal: "A refusal", status: "Another answer", connection: "A broken connection", delay: "A late answer" };
const DELAYS = {
  none: "Not late",
  fixed: "By a time",
  uniform: "By any time between two",
  lognormal: "By about a time (lognormal)",
  dribble: "In pieces",
};

export function EffectFields({ form, set, wrong, matched, refusals }) {
  return html`
    <${Choice} label="What goes wrong" value=${form.kind} of=${KINDS} choose=${(kind) => set({ kind })} />
    ${form.kind === "refusal" && html`<${Refusals} form=${form} set=${set} matched=${matched} refusals=${refusals} />`}
    ${form.kind === "status" && html`<${Answer} form=${form} set=${set} wrong=${wrong} />`}
    ${form.kind === "connection" && html`<${Connections} form=${form} set=${set} />`}
    <${Delay} form=${form} set=${set} />
  `;
}

function Refusals({ form, set, matched, refusals }) {
  const { declared, general } = offered(matched, refusals);
  const chosen = refusals[form.refusal];
  const isOffered = [...declared, ...general].includes(chosen);
  const option = ({ name, status, summary }) =>
    html`<option value=${name} selected=${name === form.refusal}>${status} · ${name.split(".")[1]} · ${summary}</option>`;
  return html`
    <${Field} label="Refusal" hint=${chosen && `${chosen.status}: ${chosen.words}`}>
      <select required value=${form.refusal} onChange=${(event) => set({ refusal: event.target.value })}>
        <option value="" disabled selected=${!form.refusal}>Choose one</option>
        ${form.refusal && !isOffered && html`<option value=${form.refusal} selected>${form.refusal}</option>`}
        <optgroup label=${matched.length === 1 ? "Of this operation" : "Of these operations"}>${declared.map(option)}</optgroup>
        <optgroup label="Of any operation">${general.map(option)}</optgroup>
      </select>
    <//>
  `;
}

function Answer({ form, set, wrong }) {
  return html`
    <div class="pair">
      <${Field} label="Status"><input type="number" min="200" max="599" required value=${form.status} onInput=${(event) => set({ status: event.target.value })} /><//>
      <${Field} label="A header"><input placeholder="Retry-After: 5" pattern="[^\\s:]+:.*\\S.*" title="Name: value" value=${form.header} onInput=${(event) => set({ header: event.target.value })} /><//>
    </div>
    <${Field} label="Body" hint=${wrong.body ?? "JSON, or a text; empty is none."}>
      <textarea class="mono" rows="2" aria-invalid=${Boolean(wrong.body)} value=${form.body} onInput=${(event) => set({ body: event.target.value })}></textarea>
    <//>
  `;
}

function Connections({ form, set }) {
  return html`
    <${Field} label="How it breaks" hint=${`${CONNECTIONS[form.connection]}.`}>
      <select value=${form.connection} onChange=${(event) => set({ connection: event.target.value })}>
        ${Object.keys(CONNECTIONS).map((each) => html`<option value=${each} selected=${each === form.connection}>${each}</option>`)}
      </select>
    <//>
  `;
}

function Delay({ form, set }) {
  const isAlone = form.kind === "delay";
  const shown = Object.entries(DELAYS).filter(
    ([each]) => !(isAlone && each === "none") && !(form.kind === "connection" && each === "dribble"),
  );
  const delay = isAlone && form.delay === "none" ? "fixed" : form.delay;
  const span = (label, name) =>
    html`<${Field} label=${label}><input required placeholder="500ms" value=${form[name]} onInput=${(event) => set({ [name]: event.target.value })} /><//>`;
  const number = (label, name, max, step) =>
    html`<${Field} label=${label}><input type="number" min=${step === 1 ? 1 : 0} max=${max} step=${step} required value=${form[name]} onInput=${(event) => set({ [name]: event.target.value })} /><//>`;
  return html`
    <${Field} label="Late, in real time">
      <select value=${delay} onChange=${(event) => set({ delay: event.target.value })}>
        ${shown.map(([each, title]) => html`<option value=${each} selected=${each === delay}>${title}</option>`)}
      </select>
    <//>
    ${delay !== "none" &&
    html`
      <div class="pair">
        ${delay === "dribble" && number("Pieces", "chunks", 1000, 1)}
        ${span({ fixed: "Time", uniform: "Shortest", lognormal: "Median", dribble: "Over" }[delay], "span")}
        ${delay === "uniform" && span("Longest", "longest")}
        ${delay === "lognormal" && number("Sigma", "sigma", 10, 0.1)}
      </div>
    `}
  `;
}
