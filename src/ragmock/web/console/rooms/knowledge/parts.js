// Parts that both products' pages are made of.
import { html } from "../../html.js";
import { Copy, Link } from "../../ui/controls.js";

/** The steps that led here: [["Dify", ["dify"]], …], each a title and the place's rest. */
export function Steps({ steps }) {
  return html`
    <nav class="steps" aria-label="Steps">
      ${steps.map(([title, rest]) => html`<${Link} to=${{ rest }}><${Name} of=${title} /><//><span aria-hidden="true">›</span>`)}
    </nav>
  `;
}

/** A name that somebody gave; a link needs a text even where there is none. */
export function Name({ of }) {
  return of?.trim() ? html`<bdi>${of}</bdi>` : html`<em>no name</em>`;
}

/** An id, ready to be copied. */
export function Id({ of }) {
  return html`<span class="id"><code>${of}</code> <${Copy} text=${of} of="the id" /></span>`;
}

/** What is known of something: [[name, value], …]; what is undefined is left out. */
export function Facts({ facts }) {
  return html`
    <dl class="facts">
      ${facts
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => html`<div><dt>${name}</dt><dd>${told(value)}</dd></div>`)}
    </dl>
  `;
}

function told(value) {
  if (value === null || value === "") return html`<span class="faint">–</span>`;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return value.toLocaleString("en");
  return value;
}

/** A list of choices; `chosen` is what stands there first. */
export function Choice({ name, of, chosen, ...rest }) {
  const each = (choice) => {
    const [value, text] = Array.isArray(choice) ? choice : [choice, choice];
    return html`<option value=${value} selected=${value === chosen}>${text}</option>`;
  };
  return html`<select name=${name} ...${rest}>${of.map(each)}</select>`;
}

/** A box to tick, with its words behind it. */
export function Tick({ name, isTicked = false, children, ...rest }) {
  return html`<label class="tick"><input type="checkbox" name=${name} defaultChecked=${isTicked} ...${rest} /> <span>${children}</span></label>`;
}
