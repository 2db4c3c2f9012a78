// The room “Controls”: how a client gets at the world, and what steers it. A card for each part, which
// `#/WORLD/controls/PART` leads to.
import { useEffect } from "preact/hooks";

import { html } from "../../html.js";
import { go, href, place } from "../../place.js";
import { Clock } from "./clock.js";
import { Connect } from "./connect.js";
import { Faults } from "./faults.js";
import { Fixtures } from "./fixtures.js";
import { Latency } from "./latency.js";
import { Limits } from "./limits.js";
import { Presets } from "./presets.js";
import { Snapshots } from "./snapshots.js";
import { World } from "./world.js";

/** The parts, column by column; a narrow window shows the columns one below the other. */
const COLUMNS = [
  { connect: ["Connect", Connect], clock: ["Clock", Clock], limits: ["Limits", Limits] },
  { faults: ["Faults", Faults], latency: ["Latency", Latency], uploads: ["Uploads", Presets] },
  { fixtures: ["Fixtures", Fixtures], snapshots: ["Snapshots", Snapshots], world: ["World", World] },
];
const PARTS = Object.assign({}, ...COLUMNS);

export function Room() {
  const {
    rest: [part],
    query,
  } = place.value;
  const isFaultToMake = Boolean(query.operation || query.fault);
  // the form of a fault that another room asks for takes the focus itself
  useEffect(() => void (part && !isFaultToMake && lead(part)), [place.value]);
  return html`
    <div class="controls">
      <h1>Controls</h1>
      <nav class="parts" aria-label="Parts of this room">
        ${Object.entries(PARTS).map(
          ([name, [title]]) => html`<a href=${href({ rest: [name] })} onClick=${() => go({ rest: [name] })}>${title}</a>`,
        )}
      </nav>
      <div class="columns">
        ${COLUMNS.map(
          (column) => html`
            <div class="column">
              ${Object.entries(column).map(
                ([name, [title, Part]]) => html`
                  <section class="card" aria-labelledby=${id(name)}>
                    <h2 id=${id(name)} tabindex="-1">${title}</h2>
                    <${Part} />
                  </section>
                `,
              )}
            </div>
          `,
        )}
      </div>
    </div>
  `;
}

const id = (part) => `controls-${part}`;

/** Put the reader at a part: the eyes, and what reads aloud. */
export function lead(part) {
  document.getElementById(id(part))?.focus();
}
