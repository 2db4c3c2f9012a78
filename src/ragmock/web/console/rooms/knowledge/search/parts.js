// What a score is made of: the searches behind it, and what each word adds.
import { html } from "../../../html.js";

/** What the score of a search is, and in which measure its words add to it. */
const MEASURES = {
  keyword_search: { is: "the share of the query's keywords that are the segment's", of: "share" },
  full_text_search: { is: "BM25 of the words, brought between 0 and 1", of: "BM25" },
  semantic_search: { is: "the cosine of the two texts", of: "of the cosine" },
};

export function Parts({ hit, isReranked }) {
  const isSum = hit.parts.length > 1 && !isReranked;
  const sum = hit.parts.map((each) => `${isSum ? `${short(each.weight)} × ` : ""}${short(each.score)} ${each.search_method}`);
  return html`
    <details class="parts">
      <summary>${isReranked ? `Ranked anew; found by ${sum.join(" and ")}` : `Why: ${sum.join(" + ")}`}</summary>
      <dl>
        ${hit.parts.map(
          (part) => html`
            <dt><code>${part.search_method}</code> ${short(part.score)}, <span class="faint">${MEASURES[part.search_method].is}</span></dt>
            <dd>
              <${Words} part=${part} />
            </dd>
          `,
        )}
      </dl>
    </details>
  `;
}

function Words({ part }) {
  const words = Object.entries(part.words).sort(([, one], [, other]) => other - one);
  if (!words.length) return html`<p class="faint">${part.score ? "A model does not tell which words." : "It has none of the words."}</p>`;
  const most = words[0][1];
  return html`
    <table class="words">
      <thead>
        <tr><th scope="col">word</th><th scope="col" class="number">adds (${MEASURES[part.search_method].of})</th><td></td></tr>
      </thead>
      <tbody>
        ${words.map(
          ([word, share]) => html`
            <tr>
              <th scope="row"><bdi>${word}</bdi></th>
              <td class="number">${short(share)}</td>
              <td><meter min="0" max=${most} value=${share} aria-label=${`What ${word} adds`}></meter></td>
            </tr>
          `,
        )}
      </tbody>
    </table>
  `;
}

const short = (number) => Number(number.toFixed(4)).toString();
