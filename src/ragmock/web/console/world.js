// The world that is shown: what the server tells of it, and when it may have changed.
import { computed, effect, signal } from "@preact/signals";

import { place } from "./place.js";
import { admin, epoch, locked, reachable } from "./server.js";
import { follow, listen } from "./stream.js";

const EVERY = 2000; // ms; others may steer the world too, and nobody tells of that

/** All worlds that are open, as the control plane lists them. */
export const worlds = signal([]);
/** What the control plane tells of the world that is shown: null where it is not open. */
export const world = signal(undefined);
/** Grows whenever the world may hold something else than before. */
export const pulse = signal(0);
export const isGone = computed(() => world.value === null);
const isOpen = computed(() => Boolean(world.value));

/** Say that something was changed; what is shown is read again. */
export function touched() {
  pulse.value += 1;
  return look();
}

/** Open the world, as the first call with its key would. */
export async function open(name) {
  await admin("PUT", `/worlds/${encodeURIComponent(name)}`, { body: {} });
  await touched();
}

async function look() {
  if (locked.value || !reachable.value) return;
  const name = place.value.world;
  try {
    const { data } = await admin("GET", "/worlds");
    if (name !== place.value.world) return;
    const found = data.find((each) => each.name === name) ?? null;
    if (differs(found, world.value)) pulse.value += 1;
    worlds.value = data;
    world.value = found;
  } catch {
    // it is told elsewhere: `reachable`, `locked`
  }
}

/** Whether more of a world changed than what its clock shows while it goes. */
function differs(one, other) {
  const settled = (of) => of && JSON.stringify({ ...of, clock: { ...of.clock, now: 0, seconds: 0 } });
  return settled(one) !== settled(other);
}

/** Begin to follow; the first world of all is opened, since a reader of an empty page learns nothing. */
export async function begin() {
  const name = place.value.world;
  await admin("GET", `/worlds/${encodeURIComponent(name)}`).catch((failure) =>
    failure.status === 404 && !location.hash ? open(name) : undefined,
  );
  let shown;
  effect(() => {
    epoch.value;
    if (place.value.world !== shown) world.value = undefined;
    shown = place.value.world;
    queueMicrotask(look);
  });
  setInterval(() => document.hidden || look(), EVERY);
  document.addEventListener("visibilitychange", () => document.hidden || look());
  follow((entry) => entry.world === place.value.world && soon());
  listen(isOpen);
}

let planned;

/** Look again after a burst of requests, not after each. */
function soon() {
  planned ??= setTimeout(() => {
    planned = undefined;
    touched();
  }, 150);
}
