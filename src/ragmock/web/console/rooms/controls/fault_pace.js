// How often a fault fires, and for which requests besides their operation.
import { html } from "../../html.js";
import { Field } from "../../ui/controls.js";

const METHODS = ["GET", "POST", "PATCH", "PUT", "DELETE"];

export function PaceFields({ form, set }) {
  const number = (label, name, hint, { min = 0, max = 1_000_000, step = 1 } = {}) =>
    html`<${Field} label=${label} hint=${hint}><input type="number" min=${min} max=${max} step=${step} value=${form[name]} onInput=${(event) => set({ [name]: event.target.value })} /><//>`;
  const text = (label, name, hint, placeholder) =>
    html`<${Field} label=${label} hint=${hint}><input placeholder=${placeholder} value=${form[name]} onInput=${(event) => set({ [name]: event.target.value })} /><//>`;
  return html`
    ${number("How many times", "times", "Empty: every time.", { min: 1 })}
    <details>
      <summary>How often, more exactly</summary>
      <p class="hint">It fires where all that is said here agrees. Times are those of the world's clock.</p>
      <div class="pair">
        ${number("So many pass first", "succeed_first")}
        ${text("It ends", "until", undefined, "30s, or 2026-12-31T00:00:00Z")}
        ${number("Percent of the requests", "percent", undefined, { max: 100, step: "any" })}
        ${number("Seed of what is drawn", "seed", undefined, { max: 4294967295 })}
        ${number("Requests that pass", "quota")}
        ${text("Within", "per", undefined, "60s")}
      </div>
      ${text("For so long, from the first failure on", "outage", undefined, "30s")}
    </details>
  `;
}

export function MatchFields({ form, set, wrong }) {
  const text = (label, name, placeholder) =>
    html`<${Field} label=${label}><input placeholder=${placeholder} value=${form[name]} onInput=${(event) => set({ [name]: event.target.value })} /><//>`;
  return html`
    <details>
      <summary>Only for some requests</summary>
      <div class="pair">
        <${Field} label="Method">
          <select value=${form.method} onChange=${(event) => set({ method: event.target.value })}>
            <option value="" selected=${form.method === ""}>any</option>
            ${METHODS.map((each) => html`<option value=${each} selected=${each === form.method}>${each}</option>`)}
          </select>
        <//>
        ${text("Path", "path", "/v1/datasets/*")}
      </div>
      ${text("In the query", "query", "page=2&limit=20")}
      <${Field} label="In the body" hint=${wrong.sent ?? "What it must hold, in JSON; it may hold more. A file is its name."}>
        <textarea class="mono" rows="2" aria-invalid=${Boolean(wrong.sent)} placeholder=${'{"name": "Handbook"}'} value=${form.sent} onInput=${(event) => set({ sent: event.target.value })}></textarea>
      <//>
    </details>
  `;
}
