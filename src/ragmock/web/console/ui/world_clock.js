// What time it is in the world, going on between two looks at the server.
import { useEffect, useState } from "preact/hooks";

import { html } from "../html.js";
import { href } from "../place.js";
import { world } from "../world.js";

/** What time it is by a clock of the control plane, in seconds since 1970, as it goes on. */
export function useWorldTime(clock) {
  const [now, show] = useState();
  useEffect(() => {
    if (!clock) return undefined;
    const since = performance.now();
    const tell = () => show(clock.seconds + (clock.frozen ? 0 : ((performance.now() - since) / 1000) * clock.speed));
    tell();
    const going = setInterval(tell, 1000);
    return () => clearInterval(going);
  }, [clock]);
  return clock && now;
}

/** A moment of a world as [date, time of day], in UTC. */
export function written(seconds) {
  return new Date(seconds * 1000).toISOString().split(/[T.]/);
}

export function WorldClock() {
  const clock = world.value?.clock;
  const now = useWorldTime(clock);
  if (!clock || now === undefined) return null;
  const [date, time] = written(now);
  const state = clock.frozen ? "frozen" : clock.speed === 1 ? "" : `× ${clock.speed}`;
  return html`
    <a class="world-clock" href=${href({ room: "controls" })} title="The clock of this world (UTC)">
      <span class="wide">${date} </span><span>${time}</span>${state && html` <span class="badge">${state}</span>`}
    </a>
  `;
}
