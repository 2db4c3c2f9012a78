// Operations with their answers, one below the other: what a narrow window shows in place of the matrix.
import { useMemo } from "preact/hooks";

import { html } from "../../html.js";
import { Detail } from "./detail.js";
import { Dots } from "./dots.js";
import { isOpen, Opener, steer } from "./opening.js";
import { SUCCESS, TITLES } from "./points.js";

export function List({ groups, columns, world }) {
  const named = columns.join(" ");
  return html`
    <div onKeyDown=${steer}>
      ${groups.map(
        ({ provider, rows }) => html`
          <section key=${provider} aria-label=${TITLES[provider]}>
            <h2>${TITLES[provider]}</h2>
            <ul class="operations">
              ${rows.map((row) => html`<${Item} key=${row.id} row=${row} named=${named} world=${world} isOpened=${isOpen(row)} />`)}
            </ul>
          </section>
        `,
      )}
    </div>
  `;
}

function Item({ row, named, world, isOpened }) {
  return useMemo(
    () => html`
      <li class="card">
        <${Opener} row=${row} isOpened=${isOpened} />
        <p class="row statuses">
          <span class="faint">${row.tried} of ${row.reachable}</span>
          ${named
            .split(" ")
            .filter((each) => row.answers[each])
            .map((each) => html`<span class="status" key=${each}>${each === SUCCESS ? "Success" : each} <${Dots} points=${row.answers[each]} /></span>`)}
        </p>
        ${isOpened && html`<${Detail} row=${row} world=${world} />`}
      </li>
    `,
    [row, named, world, isOpened],
  );
}
