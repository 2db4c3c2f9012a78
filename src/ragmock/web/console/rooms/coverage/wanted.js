// Which operations are looked at.
import { html } from "../../html.js";
import { place } from "../../place.js";
import { Filter, narrow } from "../../ui/filter.js";

export function Wanted() {
  return html`
    <div class="row wanted">
      <${Filter} label="Operation, path or refusal" name="name" />
      <label class="tick">
        <input
          type="checkbox"
          checked=${place.value.query.untried === "true"}
          onChange=${(event) => narrow("untried", event.target.checked ? "true" : undefined)}
        />
        <span>Only where something was not tried</span>
      </label>
    </div>
  `;
}
