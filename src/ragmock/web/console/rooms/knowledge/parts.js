// Parts that both products' pages are made of.
import { html } from "../../html.js";
import { Button, Copy, Link } from "../../ui/controls.js";
import { Moment } from "../../ui/moment.js";

/** The steps that led here: [["Dify", ["dify"]], …], each a title and the place's rest. */
export function Steps({ steps }) {
  return html`
    <nav class="crumbs" aria-label="Steps">
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

/**
 * A product's datasets: `columns` are what the product says of each, {title: a dataset's value}, where
 * a number stands to the right; `updated` gives when it was changed, in seconds. edit(dataset) and
 * remove(dataset) open what asks the reader.
 */
export function DatasetTable({ product, datasets, columns, updated, edit, remove }) {
  const side = (value) => (typeof value === "number" ? "number" : undefined);
  return html`
    <table class="stacked" aria-label="Datasets">
      <thead>
        <tr>
          <th>Name</th>
          ${Object.entries(columns).map(([title, of]) => html`<th class=${side(of(datasets[0]))}>${title}</th>`)}
          <th>Updated</th>
          <th><span class="unseen">Actions</span></th>
        </tr>
      </thead>
      <tbody>
        ${datasets.map(
          (each) => html`
            <tr key=${each.id}>
              <td class="head">
                <${Link} to=${{ rest: [product, each.id] }}><${Name} of=${each.name} /><//>
                ${each.description && html`<div class="faint few">${each.description}</div>`}
              </td>
              ${Object.entries(columns).map(
                ([title, of]) => html`<td data-label=${title} class=${side(of(each))}>${told(of(each))}</td>`,
              )}
              <td data-label="Updated"><${Moment} seconds=${updated(each)} /></td>
              <td class="actions">
                <${Button} aria-label=${`Edit ${each.name}`} onClick=${() => edit(each)}>Edit<//>
                <${Button} kind="danger" aria-label=${`Delete ${each.name}`} onClick=${() => remove(each)}>Delete<//>
              </td>
            </tr>
          `,
        )}
      </tbody>
    </table>
  `;
}
