// Requests as they are answered. Read with fetch: an EventSource cannot send the token.
import { computed, effect, signal, untracked } from "@preact/signals";

import { place } from "./place.js";
import { authorization, epoch, locked, lost, reachable, Refused, refused } from "./server.js";

/** How many requests are worth telling of what was before: nobody keeps more. */
export const MOST = 1000;
const SILENCE = 45_000; // ms; the server says something every 15 seconds
const [SOON, LATE] = [1000, 30_000]; // ms until it is tried again, at first and in the end

const followers = new Set();
let last; // the id of the last event, from which the server goes on

/** Whether the requests of all worlds are read, and not those of the shown one alone. */
export const everywhere = computed(() => place.value.room === "requests" && place.value.query.all === "1");
/** Why none are read, in the server's words: it keeps no journal. Null where they are. */
export const denied = signal(null);
const followed = computed(() => (everywhere.value ? null : place.value.world));

/**
 * Have `follower(entry)` called for each request, those first that are kept; `entry` is what the
 * journal shows in short, with its `number` among all requests of the server, and `isUnmatched`:
 * whether no world could be told for it. `begun()` is called when what comes does not go on from
 * what came: another world is read, or another server answers.
 */
export function follow(follower, begun = () => undefined) {
  followers.add({ follower, begun });
}

/**
 * Begin to read, and go on for as long as the page is there. `isOpen`, a signal, tells whether the
 * world that is shown is there: to name one opens it.
 */
export function listen(isOpen) {
  let reading;
  effect(() => {
    const world = followed.value;
    reading?.abort();
    reading = new AbortController();
    if (reachable.value && !locked.value && (world === null || isOpen.value)) untracked(() => read(world, reading.signal));
  });
}

let shown; // the world that is read: null for all

/** Read until it is aborted; what breaks off is tried again, each time later if it does at once. */
async function read(world, aborted) {
  if (world !== shown) beginAnew();
  shown = world;
  for (let pause = SOON; !aborted.aborted; pause = Math.min(2 * pause, LATE)) {
    const since = performance.now();
    try {
      await once(world, aborted);
    } catch (failure) {
      if (aborted.aborted) return;
      if (failure.status === 401) locked.value = true;
      denied.value = failure.status === 409 ? failure : null;
      if (denied.value) return; // which this server will not change its mind about
      if (failure.status === 0) lost();
    }
    if (performance.now() - since > LATE) pause = SOON;
    await after(pause, aborted);
  }
}

async function once(world, aborted) {
  const silent = new AbortController();
  const either = AbortSignal.any([aborted, silent.signal]);
  // with a wrong key, or none, a request is of no world: whoever looks for it looks here
  const about = world !== null && { world, unnamed: true };
  const query = new URLSearchParams({ kept: true, limit: MOST, ...about });
  const headers = { ...authorization(), ...(last && { "Last-Event-ID": last }) };
  const answer = await fetch(`/__admin/requests/stream?${query}`, { headers, signal: either }).catch(() => {
    throw new Refused(0, "The server does not answer.");
  });
  if (!answer.ok) throw refused(answer, await answer.json().catch(() => null));
  denied.value = null;

  const lines = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    // a machine that slept, or a way that went dead, says nothing of it
    const waiting = setTimeout(() => silent.abort(), SILENCE);
    const { value, done } = await lines.read().finally(() => clearTimeout(waiting));
    if (done || aborted.aborted) return;
    const events = (rest + value).split("\n\n");
    rest = events.pop();
    events.forEach(tell);
  }
}

function tell(event) {
  const fields = Object.fromEntries(
    event.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]),
  );
  if (!fields.id) return;
  const [run, number] = fields.id.split("-");
  if (last && !last.startsWith(`${run}-`)) {
    beginAnew();
    epoch.value += 1; // another server: nothing of what was read holds
  }
  last = fields.id;
  if (!fields.data) return;
  const entry = { ...JSON.parse(fields.data), number: Number(number), isUnmatched: fields.event === "unmatched" };
  followers.forEach(({ follower }) => follower(entry));
}

function beginAnew() {
  last = undefined;
  followers.forEach(({ begun }) => begun());
}

/** Wait so long, or until the page is looked at again: then it is tried at once. */
function after(milliseconds, aborted) {
  return new Promise((on) => {
    const go = () => {
      clearTimeout(waiting);
      document.removeEventListener("visibilitychange", seen);
      aborted.removeEventListener("abort", go);
      on();
    };
    const seen = () => document.hidden || go();
    const waiting = setTimeout(go, milliseconds);
    document.addEventListener("visibilitychange", seen);
    aborted.addEventListener("abort", go);
  });
}
