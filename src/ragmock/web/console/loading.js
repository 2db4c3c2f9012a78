// What a component shows of the server: read when it appears, and again when it may have changed.
import { useCallback, useEffect, useRef, useState } from "preact/hooks";

import { epoch } from "./server.js";
import { looks, pulse } from "./world.js";

/**
 * useLoaded(({signal}) => admin("GET", "/faults", {world, signal}), [world]) gives
 * {value, failure, reload}. It is read anew when a dependency changes, when the world may have
 * changed (`still: true` leaves that out), and after `reload()`; `live: true` is for what may change
 * although nothing of the world does, and reads it every two seconds. The value stays until the next
 * is there, unless a dependency changed; an answer that comes too late is dropped.
 */
export function useLoaded(load, dependencies, { still = false, live = false } = {}) {
  const [shown, show] = useState({});
  const [asked, ask] = useState(0);
  const known = useRef();
  const reload = useCallback(() => ask((times) => times + 1), []);
  const beat = still ? epoch.value : live ? looks.value : pulse.value;
  useEffect(() => {
    const controller = new AbortController();
    const about = JSON.stringify(dependencies);
    if (known.current !== about) show({});
    known.current = about;
    load({ signal: controller.signal }).then(
      (value) => controller.signal.aborted || show({ value }),
      (failure) => controller.signal.aborted || show((before) => ({ ...before, failure })),
    );
    return () => controller.abort();
  }, [...dependencies, asked, beat]);
  return { ...shown, reload };
}

/** Do something again and again while the page is looked at and `when` holds. */
export function useTicking(work, milliseconds, when = true) {
  const latest = useRef(work);
  latest.current = work;
  useEffect(() => {
    if (!when) return undefined;
    const ticking = setInterval(() => document.hidden || latest.current(), milliseconds);
    return () => clearInterval(ticking);
  }, [milliseconds, when]);
}
