// Which documents are searched, by their metadata.
import { html } from "../../../html.js";
import { place } from "../../../place.js";
import { Button } from "../../../ui/controls.js";
import { Kept } from "./kept.js";
import { ask, COMPARISONS, conditions, WITHOUT_VALUE } from "./query.js";

/** `fields` are the dataset's: [{name, type}]. */
export function Conditions({ fields }) {
  const all = conditions(place.value.query);
  const keep = (changed) => ask({ conditions: changed.length ? JSON.stringify(changed) : undefined });
  const change = (at, what) => keep(all.map((each, place) => (place === at ? { ...each, ...what } : each)));
  const add = () => keep([...all, { name: fields[0].name, comparison_operator: comparisons(fields, fields[0].name)[0] }]);
  if (!fields.length && !all.length) return html`<p class="hint">The dataset has no metadata to filter by.</p>`;
  return html`
    <fieldset class="conditions">
      <legend>Only documents whose metadata pass</legend>
      ${all.map(
        (each, at) => html`
          <div class="row">
            <select aria-label=${`Field of condition ${at + 1}`} onChange=${(event) => change(at, renamed(fields, event.target.value))}>
              ${names(fields, each.name).map((name) => html`<option value=${name} selected=${name === each.name}>${name}</option>`)}
            </select>
            <select aria-label=${`Comparison of condition ${at + 1}`} onChange=${(event) => change(at, { comparison_operator: event.target.value })}>
              ${comparisons(fields, each.name).map(
                (word) => html`<option value=${word} selected=${word === each.comparison_operator}>${word}</option>`,
              )}
            </select>
            ${!WITHOUT_VALUE.includes(each.comparison_operator) &&
            html`
              <${Kept}
                class="grow"
                aria-label=${`Value of condition ${at + 1}`}
                placeholder=${each.comparison_operator.endsWith("in") ? "one, another" : "value"}
                kept=${each.value}
                onChange=${(event) => change(at, { value: event.target.value })}
              />
            `}
            <${Button} kind="plain" aria-label=${`Remove condition ${at + 1}`} onClick=${() => keep(all.filter((_, place) => place !== at))}>×<//>
          </div>
        `,
      )}
      <div class="row">
        ${fields.length > 0 && html`<${Button} onClick=${add}>Add a condition<//>`}
        ${all.length > 1 &&
        html`
          <select aria-label="How many must hold" onChange=${(event) => ask({ logical_operator: event.target.value })}>
            <option value="">all must hold (and)</option>
            <option value="or" selected=${place.value.query.logical_operator === "or"}>any will do (or)</option>
          </select>
        `}
      </div>
    </fieldset>
  `;
}

/** The names of the fields, and one that the dataset has no more. */
function names(fields, chosen) {
  return [...new Set([...fields.map((each) => each.name), chosen])];
}

function comparisons(fields, name) {
  return COMPARISONS[fields.find((each) => each.name === name)?.type] ?? COMPARISONS.string;
}

/** Another field; a comparison that it does not know gives way to its first. */
function renamed(fields, name) {
  return { name, comparison_operator: comparisons(fields, name)[0], value: undefined };
}
