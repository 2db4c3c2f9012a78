// What is shown in place of a world that is not open: it was ended, or never was.
import { html } from "./html.js";
import { href, place } from "./place.js";
import { Button } from "./ui/controls.js";
import { attempt } from "./ui/notices.js";
import { open, worlds } from "./world.js";

export function Opening() {
  const name = place.value.world;
  return html`
    <section class="card narrow">
      <h1>No world “${name}”</h1>
      <p>It was ended, or was never opened. The first call with its key, <code>dataset-${name}</code>, opens it; so do you:</p>
      <${Button} kind="primary" onClick=${attempt(() => open(name))}>Open “${name}”<//>
      ${worlds.value.length > 0 &&
      html`
        <h2>Worlds that are open</h2>
        <ul>
          ${worlds.value.slice(0, 20).map((each) => html`<li><a href=${href({ world: each.name })}>${each.name}</a></li>`)}
        </ul>
      `}
    </section>
  `;
}
