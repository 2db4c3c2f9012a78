// What is shown in place of something that is not there, or not any more.
import { html } from "../../html.js";
import { Link } from "../../ui/controls.js";

/** `what` it was ("dataset"), and where to go instead: to={rest: […]}, `there` in words. */
export function Gone({ what, to, there }) {
  return html`
    <section class="card narrow">
      <h1>No such ${what}</h1>
      <p>It was deleted, the world was reset, or it was never there.</p>
      <p><${Link} to=${to}>${there}<//></p>
    </section>
  `;
}
