// What clients asked last: collected from the moment the page is opened, whatever room is shown.
import { batch, signal } from "@preact/signals";

import { follow, MOST } from "./stream.js";

/** The last requests of what is followed, the newest first. */
export const asked = signal([]);
/** How many the journals dropped before they could be read here. */
export const missed = signal(0);
/** Grows whenever what was collected is put away: none of it is to be shown any more. */
export const begun = signal(0);

const latest = new Map(); // the id of the newest request of each journal
let fresh = [];
let lacking = 0;
let planned;

follow(take, () => {
  latest.clear();
  putAway(() => false);
});

/** Put away all that is shown. */
export function forget() {
  putAway(() => false);
}

function take(entry) {
  const journal = entry.isUnmatched ? "" : entry.world;
  const before = latest.get(journal);
  latest.set(journal, entry.id);
  if (entry.id <= before) {
    // the world was ended and opened again: the numbers of the old one lead to other requests now
    putAway((each) => each.isUnmatched || each.world !== entry.world);
  } else if (before !== undefined && !entry.isUnmatched) {
    lacking += entry.id - before - 1;
  }
  fresh.push({ ...entry, words: words(entry) });
  // a page that nobody looks at draws no frame
  if (fresh.length >= MOST) show();
  else planned ??= requestAnimationFrame(show);
}

/** What a request can be found by, in small letters. */
function words({ method, path, query, operation, status, refusal, diagnosis }) {
  return [method, query ? `${path}?${query}` : path, operation, status, refusal, diagnosis].join(" ").toLowerCase();
}

/** Show what came since the last frame: a hundred requests cost no more than one. */
function show() {
  cancelAnimationFrame(planned);
  planned = undefined;
  batch(() => {
    asked.value = [...fresh.reverse(), ...asked.value].slice(0, MOST);
    missed.value += lacking;
  });
  fresh = [];
  lacking = 0;
}

function putAway(isKept) {
  fresh = fresh.filter(isKept);
  lacking = 0;
  batch(() => {
    asked.value = asked.peek().filter(isKept);
    missed.value = 0;
    begun.value += 1;
  });
}
