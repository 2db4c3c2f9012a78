// What is shown and not pressed: progress, stages, numbers, texts that may be long.
import { useEffect } from "preact/hooks";

import { html } from "../html.js";
import { go, href, place } from "../place.js";
import { Button } from "./controls.js";

/** How far something is; `label` says of what. */
export function Progress({ value, max, label }) {
  const share = max ? Math.round((100 * value) / max) : 0;
  return html`
    <span class="progress">
      <progress value=${value} max=${max || 1} aria-label=${label}></progress>
      <span class="share">${share} %</span>
    </span>
  `;
}

/** A word in a coloured frame; `tone` is "good", "bad", "busy", "warn" or "". */
export function Badge({ tone = "", children }) {
  return html`<span class=${`badge ${tone}`}>${children}</span>`;
}

/** A number of things, as “1 dataset” and “2 datasets”. */
export function counted(number, thing) {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
}

/** What a call that failed said, and a way to try it again. */
export function Failure({ failure, again }) {
  return html`
    <div class="failure" role="alert">
      <p>${failure.message}</p>
      ${again && html`<${Button} onClick=${again}>Try again<//>`}
    </div>
  `;
}

/** What stands in place of a list that holds nothing, or is not there yet. */
export function Empty({ children }) {
  return html`<p class="empty">${children}</p>`;
}

export function Loading() {
  return html`<p class="empty" aria-busy="true">Loading…</p>`;
}

/**
 * The ways to the other pages of a list: `page` from 1; the query of the place keeps it. Where a
 * server does not tell the total, `hasMore` says whether there is a next page.
 */
export function Pages({ page, limit, total, hasMore }) {
  const isCounted = total !== undefined;
  const last = isCounted ? Math.max(1, Math.ceil(total / limit)) : page + Number(hasMore);
  const isPast = isCounted && page > last;
  useEffect(() => {
    // what stood there is gone, or never was
    if (isPast) go({ rest: place.value.rest, query: { ...place.value.query, page: last } }, { replace: true });
  }, [isPast, last]);
  if (last === 1 && page === 1) return null;
  const to = (number) => href({ rest: place.value.rest, query: { ...place.value.query, page: number } });
  const way = (number, text) =>
    number < 1 || number > last || number === page
      ? html`<span class="button off" aria-hidden="true">${text}</span>`
      : html`<a class="button" href=${to(number)}>${text}</a>`;
  return html`
    <nav class="pages" aria-label="Pages">
      ${isCounted && way(1, "First")} ${way(Math.min(page - 1, last), "← Before")}
      <span>Page ${page}${isCounted && ` of ${last}`}</span>
      ${way(page + 1, "Next →")} ${isCounted && way(last, "Last")}
    </nav>
  `;
}
