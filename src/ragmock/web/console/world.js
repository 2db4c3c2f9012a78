// The world that is shown: what the server tells of it, and when it may have changed.
import { batch, computed, effect, signal } from "@preact/signals";

import { place } from "./place.js";
import { admin, epoch, locked, reachable, returning } from "./server.js";
import { follow, listen } from "./stream.js";

const EVERY = 2000; // ms; others may steer the world too, and nobody tells of that
const MOST = 200; // worlds to choose among
const SHARE = 10; // a look that takes long is not had again until so many times as long have passed

/** The worlds that are open, those opened first: as many as a reader may choose among. */
export const worlds = signal([]);
/** What the control plane tells of the world that is shown: null where it is not open. */
export const world = signal(undefined);
/** Grows whenever the world may hold something else than before. */
export const pulse = signal(0);
/** Grows whenever the world was found to be there: for what changes unseen, as faults and snapshots do. */
export const looks = signal(0);
export const isGone = computed(() => world.value === null);
const isSure = signal(false); // whether it was looked at since the server was last away
const isOpen = computed(() => isSure.value && Boolean(world.value));

let took = 0; // ms, the last look
let isStale = false; // whether what is shown is to be read again, when the world is found there

/** Say that something was changed; what is shown is read again. */
export function touched() {
  isStale = true;
  return look();
}

/** Open the world, as the first call with its key would. */
export async function open(name) {
  await admin("PUT", `/worlds/${encodeURIComponent(name)}`, { body: {} });
  await touched();
}

/**
 * See whether the world is there. Only then is it read: the control plane opens a world that a call
 * names, so a world that was ended would come back by being looked at.
 */
async function look() {
  if (locked.value || !reachable.value) return;
  const name = place.value.world;
  const began = performance.now();
  try {
    const { data, found } = await listed(name);
    took = performance.now() - began;
    if (name !== place.value.world) return;
    batch(() => {
      if (found && (isStale || differs(found, world.value))) pulse.value += 1;
      if (found) looks.value += 1;
      isStale &&= !found;
      worlds.value = data;
      world.value = found;
      isSure.value = true;
    });
  } catch {
    // it is told elsewhere: `reachable`, `locked`
  }
}

/** Give the first worlds, and the one of a name: null where it is not open. */
async function listed(name) {
  const { data, has_more: isMore } = await admin("GET", "/worlds", { query: { limit: MOST } });
  const found = data.find((each) => each.name === name) ?? null;
  return { data, found: found ?? (isMore ? await named(name) : null) };
}

async function named(name) {
  try {
    return await admin("GET", `/worlds/${encodeURIComponent(name)}`);
  } catch (failure) {
    if (failure.status === 404) return null;
    throw failure;
  }
}

/** Whether more of a world changed than what its clock shows while it goes. */
function differs(one, other) {
  const settled = (of) => of && JSON.stringify({ ...of, clock: { ...of.clock, now: 0, seconds: 0 } });
  return settled(one) !== settled(other);
}

/** Begin to follow; the first world of all is opened, since a reader of an empty page learns nothing. */
export async function begin() {
  await openFirst();
  let shown;
  let heard = epoch.value;
  effect(() => {
    if (place.value.world !== shown) world.value = undefined;
    shown = place.value.world;
    if (epoch.value !== heard) isStale = true;
    heard = epoch.value;
    queueMicrotask(look);
  });
  // another server may be back in the place of the one that went, without this world
  effect(() => {
    if (!reachable.value || locked.value) isSure.value = false;
    if (locked.value) world.value = undefined;
  });
  returning.push(async () => {
    await openFirst();
    await look();
  });
  lookAgain();
  document.addEventListener("visibilitychange", () => document.hidden || look());
  follow((entry) => entry.world === place.value.world && soon());
  listen(isOpen);
}

function lookAgain() {
  setTimeout(async () => {
    if (!document.hidden) await look();
    lookAgain();
  }, Math.max(EVERY, SHARE * took));
}

async function openFirst() {
  const name = place.value.world;
  if (location.hash) return;
  try {
    if (!(await listed(name)).found) await open(name);
  } catch {
    // it is told elsewhere
  }
}

let planned;

/** Look again after a burst of requests, not after each. */
function soon() {
  planned ??= setTimeout(() => {
    planned = undefined;
    touched();
  }, Math.max(150, SHARE * took));
}
