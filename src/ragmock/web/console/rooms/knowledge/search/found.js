// What a search finds, what each score is made of, and what it leaves out.
import { html } from "../../../html.js";
import { Button, Link } from "../../../ui/controls.js";
import { Badge, Empty } from "../../../ui/shown.js";
import { Marked } from "./marked.js";
import { Parts } from "./parts.js";

const TONES = { "others are better: top_k": "", "its score is below the threshold": "warn", "the metadata of its document do not pass the filter": "busy" };

/** `told` is what /__admin/explain says; `to(hit)` is the place of its segment, `add(hit)` puts it into an answer. */
export function Found({ told, question, dataset, to, chosen, add }) {
  return html`
    <p class="outcome" role="status" aria-busy=${!told}>${told ? outcome(told, dataset) : "Searching…"}</p>
    ${told &&
    html`
      ${told.hits.length === 0 && html`<${Nothing} told=${told} question=${question} dataset=${dataset} />`}
      <ol class="hits" aria-label="Hits">
        ${told.hits.map(
          (hit, place) => html`
            <li key=${`${hit.chunk_id}/${hit.text}`} class="card hit">
              <div class="row apart">
                <span class="row"><span class="rank" aria-hidden="true">${place + 1}</span><${Where} hit=${hit} to=${to} /></span>
                <${Score} value=${hit.score} />
              </div>
              <p class="text"><${Marked} ...${hit} /></p>
              <${Parts} hit=${hit} isReranked=${question.reranking_enable} />
              <${Into} hit=${hit} chosen=${chosen} add=${add} />
            </li>
          `,
        )}
      </ol>
      ${told.left_out.length > 0 && html`<${LeftOut} told=${told} to=${to} chosen=${chosen} add=${add} />`}
    `}
  `;
}

function outcome({ hits, left_out_count: left, search_method: method, notes }, dataset) {
  const said = [`${hits.length} ${hits.length === 1 ? "hit" : "hits"} by ${method}`];
  if (dataset) said[0] += ` in ${dataset.document_count} ${dataset.document_count === 1 ? "document" : "documents"}`;
  if (left) said.push(`${left} more that match, left out`);
  return [...said, ...notes].join(" · ");
}

function Nothing({ told, question, dataset }) {
  if (question.top_k === 0) return html`<${Empty}>Nothing is found: top_k is 0.<//>`;
  if (told.left_out.length) return html`<${Empty}>Nothing is found, though something matches. Below stands why each is left out.<//>`;
  if (dataset?.document_count === 0) return html`<${Empty}>Nothing is found: the dataset has no document.<//>`;
  return html`<${Empty}>Nothing is found: ${NOTHING[told.search_method]}<//>`;
}

const NOTHING = {
  keyword_search: "no segment has one of the query's keywords. Case counts; very common words and single letters are none.",
  full_text_search: "no segment has one of these words. Inflected words are others.",
  semantic_search: "no segment has a word like these.",
  hybrid_search: "no segment has a word like these.",
};

function Where({ hit, to }) {
  return html`<${Link} to=${to(hit)}><bdi>${hit.document || "(no name)"}</bdi>, segment ${hit.position}<//>`;
}

function Score({ value }) {
  return html`
    <span class="score">
      <meter min="0" max="1" value=${value} aria-label="Score"></meter>
      <span>${value.toFixed(4)}</span>
    </span>
  `;
}

function Into({ hit, chosen, add }) {
  const isIn = chosen.has(hit.chunk_id);
  return html`
    <${Button} class="into" aria-disabled=${isIn} onClick=${() => isIn || add(hit)}>
      ${isIn ? "In the new answer" : "Into a planned answer"}
    <//>
  `;
}

function LeftOut({ told, to, chosen, add }) {
  const more = told.left_out_count - told.left_out.length;
  const reasons = Map.groupBy(told.left_out, (each) => each.why);
  return html`
    <section class="left-out" aria-labelledby="left-out">
      <h2 id="left-out">What matches and is left out</h2>
      ${more > 0 && html`<p class="hint">The best ${told.left_out.length} are told of; there are ${more} more.</p>`}
      ${[...reasons].map(
        ([why, all]) => html`
          <details key=${why} open>
            <summary><${Badge} tone=${TONES[why] ?? "bad"}>${all.length}<//> ${why}</summary>
            <ul>
              ${all.map(
                (each) => html`
                  <li key=${`${each.chunk_id}/${each.text}`} class="out">
                    <div class="row apart">
                      <${Where} hit=${each} to=${to} />
                      ${each.score === null ? html`<span class="faint">not to be found</span>` : html`<${Score} value=${each.score} />`}
                    </div>
                    <p class="text short"><${Marked} ...${each} /></p>
                    <${Into} hit=${each} chosen=${chosen} add=${add} />
                  </li>
                `,
              )}
            </ul>
          </details>
        `,
      )}
    </section>
  `;
}
