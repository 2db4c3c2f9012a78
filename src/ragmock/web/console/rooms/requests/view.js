// Which of the collected requests are shown, and when new ones may move what is looked at.
import { batch, computed, effect, signal } from "@preact/signals";

import { asked, begun } from "../../asked.js";
import { go, href, place } from "../../place.js";

const SETTLING = 1000; // ms, in which those arrive that are kept

/** Whether the reader had the list stand still. */
export const paused = signal(false);
/** Whether the list is scrolled down, holds the focus, or the pointer is on its way in it. */
export const scrolled = signal(false);
export const focused = signal(false);
export const pointed = signal(false);
/** Whether those that are kept have come. */
export const settled = signal(false);

const isHeld = computed(
  () =>
    settled.value &&
    (paused.value || scrolled.value || focused.value || pointed.value || place.value.rest.length > 0),
);
const held = signal(null); // what was collected when the list came to stand still

effect(() => {
  const isToStand = isHeld.value;
  held.value = isToStand ? (held.peek() ?? asked.peek()) : null;
});

let settling;
effect(() => {
  begun.value;
  clearTimeout(settling);
  settled.value = false;
  held.value = null;
  settling = setTimeout(() => (settled.value = true), SETTLING);
});

/** Show all that came meanwhile, and let the list go on. */
export function goOn() {
  batch(() => {
    for (const each of [paused, scrolled, focused, pointed]) each.value = false;
    held.value = isHeld.peek() ? asked.peek() : null;
  });
}

/** Statuses as the filter names them; what was cut off before an answer began has none. */
export const CLASSES = ["2xx", "3xx", "4xx", "5xx", "none"];
const classOf = ({ status }) => (status === null ? "none" : `${Math.floor(status / 100)}xx`);

/** What is narrowed by, as the query of the place keeps it. */
const wanted = computed(() => {
  const { text = "", status, operation, refused, unmatched } = place.value.query;
  const parts = text.toLowerCase().split(/\s+/).filter(Boolean);
  return (each) =>
    (!status || classOf(each) === status) &&
    (!operation || each.operation === operation) &&
    (!refused || each.refusal !== null) &&
    (!unmatched || isLost(each)) &&
    parts.every((part) => each.words.includes(part));
});

/** The requests that are shown, the newest first. */
export const rows = computed(() => (held.value ?? asked.value).filter(wanted.value));

/** How many more there are since the list stands still. */
export const waiting = computed(() => {
  if (!held.value) return 0;
  const newest = held.value[0]?.number ?? 0;
  return asked.value.filter((each) => each.number > newest && wanted.value(each)).length;
});

/** The operations of what was collected; the same text while it is the same ones. */
export const operations = computed(() =>
  [...new Set(asked.value.map((each) => each.operation).filter(Boolean))].sort().join(" "),
);

/** How many filters are on. */
export const narrowed = computed(
  () => ["text", "status", "operation", "refused", "unmatched"].filter((name) => place.value.query[name]).length,
);

/** Narrow by a value, or with "" no more. */
export function narrow(name, value) {
  const { rest, query } = place.value;
  go({ rest, query: { ...query, [name]: value } }, { replace: true });
}

export function widen() {
  const { rest, query } = place.value;
  go({ rest, query: { all: query.all } }, { replace: true });
}

/** Where a request is shown in full; the filters stay. */
export function placeOf({ id, isUnmatched, world }) {
  const rest = isUnmatched ? ["unmatched", String(id)] : [String(id)];
  return { world: isUnmatched ? place.value.world : world, room: "requests", rest, query: place.value.query };
}

export const addressOf = (entry) => href(placeOf(entry));

/** Whether a request is the one that is shown in full. */
export function isOpen(entry) {
  const { rest, world } = placeOf(entry);
  return place.value.world === world && place.value.rest.join("/") === rest.join("/");
}

/** Whether it went astray: `/health` is of no world either, and is answered. */
export function isLost({ isUnmatched, operation, refusal }) {
  return isUnmatched && (operation === null || refusal !== null);
}

/** "bad", "warn" or "good": RAGFlow refuses with 200. */
export function toneOf({ status, refusal }) {
  if (status === null || status >= 500) return "bad";
  return refusal || status >= 400 ? "warn" : "good";
}
