// One operation: each of its answers, and what else of it there is to try.
import { html } from "../../html.js";
import { useLoaded } from "../../loading.js";
import { place } from "../../place.js";
import { admin } from "../../server.js";
import { Link } from "../../ui/controls.js";
import { SAID, stateOf } from "./dots.js";
import { Happen } from "./happen.js";
import { columnsOf, isSuccess } from "./points.js";

const LOOKED_AT = 200; // of the newest requests

/** `world` is undefined where all worlds are told of, whose journals are many. */
export function Detail({ row, world }) {
  const seen = useLoaded(({ signal }) => requests(row, world, signal), [row.id, world]).value;
  const answers = columnsOf([row]).flatMap((each) => row.answers[each] ?? []);
  return html`
    <div class="about">
      <p class="row">
        <code>${row.id}</code>
        ${world && !row.isAny && html`<${Link} to=${{ room: "requests", query: { operation: row.id } }}>Its requests<//>`}
      </p>
      <div class="halves">
        <section>
          <h3>Answers</h3>
          <ul class="plain">
            ${answers.map(
              (each) => html`
                <li key=${each.name} class="point">
                  <${State} point=${each} />
                  <span class="grow"><b>${each.status}</b> ${isSuccess(each) ? "success" : html`<code>${each.name}</code>`} <${Often} seen=${seen?.get(each.name)} /></span>
                  ${!each.tried && html`<${Happen} row=${row} point=${each} />`}
                </li>
              `,
            )}
          </ul>
        </section>
        ${row.others.length > 0 &&
        html`
          <section>
            <h3>${row.isAny ? "Of any call" : "Of its requests"}</h3>
            <${Others} points=${row.others} />
          </section>
        `}
      </div>
    </div>
  `;
}

/** How often each answer is in the journal, and when the first: a map by the names of the points. */
async function requests(row, world, signal) {
  if (!world || row.isAny) return undefined;
  const { data } = await admin("GET", "/requests", { world, query: { operation: row.id, limit: LOOKED_AT }, signal });
  const all = Map.groupBy(data, (each) => each.refusal ?? String(each.status));
  return new Map([...all].map(([name, each]) => [name, { times: each.length, first: each.at(-1).time }]));
}

function Often({ seen }) {
  if (!seen) return null;
  const at = seen.first.slice(11, 19);
  return html`<span class="faint">${seen.times === 1 ? `once in the journal, at ${at}` : `${seen.times} times in the journal, first at ${at}`}</span>`;
}

function State({ point }) {
  return html`<i class=${`dot ${stateOf(point)}`} aria-hidden="true"></i><span class="unseen">${SAID[stateOf(point)]}: </span>`;
}

const KINDS = {
  parameter: "Optional parameters",
  field: "Optional fields of the body",
  page: "Another page than the first",
  value: "Values",
  format: "Formats of files",
  stage: "Stages that a client saw",
};

function Others({ points }) {
  const kinds = Map.groupBy(points, (each) => (each.of && each.kind !== "page" ? `${KINDS[each.kind]} of ${each.of}` : KINDS[each.kind]));
  const isWanted = (each) => place.value.query.untried !== "true" || !each.tried;
  return html`
    <dl class="others">
      ${[...kinds].map(
        ([title, all]) => html`
          <dt>${title}</dt>
          <dd>${all.filter(isWanted).map((each) => html`<span class="point"><${State} point=${each} /><code>${each.kind === "page" ? `${each.of}=${each.name}` : each.name}</code></span>`)}</dd>
        `,
      )}
    </dl>
  `;
}
