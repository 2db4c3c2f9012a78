// Operations by answers, in a table whose heads stay in sight.
import { useMemo } from "preact/hooks";

import { html } from "../../html.js";
import { Detail } from "./detail.js";
import { Dots } from "./dots.js";
import { isOpen, Opener, steer } from "./opening.js";
import { SUCCESS, TITLES } from "./points.js";

export function Matrix({ groups, columns, world }) {
  const named = columns.join(" ");
  return html`
    <div class="scroll matrix" role="region" aria-label="Operations by answers" tabindex="0" onKeyDown=${steer}>
      <table>
        <thead>
          <tr>
            <th scope="col">Operation</th>
            <th scope="col" class="number">Tried</th>
            ${columns.map((each) => html`<th scope="col" key=${each} title=${each === SUCCESS ? undefined : `Refused with ${each}`}>${each === SUCCESS ? "Success" : each}</th>`)}
          </tr>
        </thead>
        ${groups.map(
          ({ provider, rows }) => html`
            <tbody key=${provider}>
              <tr class="group"><th scope="rowgroup" colspan=${columns.length + 2}>${TITLES[provider]}</th></tr>
              ${rows.map((row) => html`<${Row} key=${row.id} row=${row} named=${named} world=${world} isOpened=${isOpen(row)} />`)}
            </tbody>
          `,
        )}
      </table>
    </div>
  `;
}

/** A row is drawn anew only where something of it changed. */
function Row({ row, named, world, isOpened }) {
  return useMemo(() => {
    const columns = named.split(" ");
    return html`
      <tr class=${isOpened ? "opened" : ""}>
        <th scope="row"><${Opener} row=${row} isOpened=${isOpened} /></th>
        <td class="number">${row.tried} of ${row.reachable}</td>
        ${columns.map((each) => html`<td key=${each}>${row.answers[each] && html`<${Dots} points=${row.answers[each]} />`}</td>`)}
      </tr>
      ${isOpened && html`<tr class="detail"><td colspan=${columns.length + 2}><${Detail} row=${row} world=${world} /></td></tr>`}
    `;
  }, [row, named, world, isOpened]);
}
