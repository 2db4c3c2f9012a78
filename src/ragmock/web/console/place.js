// Where the reader is: `#/WORLD/ROOM/…?…`. It can be kept as a bookmark, and taken back by the browser.
import { signal } from "@preact/signals";

const FIRST = { world: "demo", room: "knowledge" };

function read() {
  const [path, query = ""] = location.hash.slice(1).split("?");
  const [world, room, ...rest] = path.split("/").filter(Boolean).map(decoded);
  return {
    world: world ?? FIRST.world,
    room: room ?? FIRST.room,
    rest,
    query: Object.fromEntries(new URLSearchParams(query)),
  };
}

/** What somebody typed may be no encoding at all. */
function decoded(step) {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}

/** {world, room, rest: the steps below the room, query: {name: value}} */
export const place = signal(read());
addEventListener("hashchange", () => (place.value = read()));

/** Which page of a list is shown, from 1; whatever is no number is the first. */
export function page() {
  return Math.max(1, Math.trunc(Number(place.value.query.page)) || 1);
}

/** The address of a place; what is not said stays: href({room: "requests", rest: ["12"]}). */
export function href({ world = place.value.world, room = place.value.room, rest = [], query = {} }) {
  const said = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  const search = said.length ? `?${new URLSearchParams(said)}` : "";
  return `#/${[world, room, ...rest].map(encodeURIComponent).join("/")}${search}`;
}

/** Go there; with `replace`, the browser's “back” does not come here again. */
export function go(to, { replace = false } = {}) {
  if (replace) history.replaceState(null, "", href(to));
  else location.hash = href(to);
  place.value = read();
}
