// How much was tried of each product; which of them is looked at.
import { html } from "../../html.js";
import { place } from "../../place.js";
import { narrow } from "../../ui/filter.js";
import { Progress } from "../../ui/shown.js";
import { TITLES } from "./points.js";

export function Products({ told }) {
  const chosen = place.value.query.product ?? "";
  const groups = Map.groupBy(told.operations, (each) => each.provider);
  const shares = [["", told], ...[...groups].map(([provider, all]) => [provider, { tried: sum(all, "tried"), reachable: sum(all, "reachable") }])];
  return html`
    <fieldset class="products">
      <legend class="unseen">Product</legend>
      ${shares.map(
        ([provider, { tried, reachable }]) => html`
          <div class="card">
            <label class="row apart">
              <span>
                <input type="radio" name="product" value=${provider} checked=${provider === chosen} onChange=${() => narrow("product", provider)} />
                ${" "}<strong>${TITLES[provider] ?? "All products"}</strong>
              </span>
              <span class="faint">${tried} of ${reachable} answers</span>
            </label>
            <${Progress} value=${tried} max=${reachable} label=${`Tried of ${TITLES[provider] ?? "all products"}`} />
          </div>
        `,
      )}
    </fieldset>
  `;
}

function sum(all, figure) {
  return all.reduce((whole, each) => whole + each[figure], 0);
}
