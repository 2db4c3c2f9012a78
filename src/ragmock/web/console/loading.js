// What a component shows of the server: read when it appears, and again when it may have changed.
import { useCallback, useEffect, useRef, useState } from "preact/hooks";

import { epoch } from "./server.js";
import { pulse } from "./world.js";

/**
 * useLoaded(({signal}) => admin("GET", "/faults", {world, signal}), [world]) gives
 * {value, failure, reload}. It is read anew when a dependency changes, when the world may have
 * changed (`still: true` leaves that out), and after `reload()`. The value stays until the next is
 * there, unless a dependency changed (`keeps: true` lets it stay then too, as for the next page of a
 * list); an answer that comes too late is dropped.
 */
export function useLoaded(load, dependencies, { still = false, keeps = false } = {}) {
  const [shown, show] = useState({});
  const [asked, ask] = useState(0);
  const running = useRef();
  const latest = useRef();
  latest.current = load;
  const reload = useCallback(() => ask((times) => times + 1), []);
  const about = JSON.stringify(dependencies);
  const beat = still ? 0 : pulse.value;
  useEffect(() => {
    const before = running.current;
    if (before?.about === about && !before.isOver) {
      // of one thing one answer is awaited at a time: where much happens, none would come otherwise
      before.again = true;
      return;
    }
    before?.controller.abort();
    if (!keeps && before && before.about !== about) show({});
    running.current = { about, controller: new AbortController(), again: false, isOver: false };
    read(running.current, latest, show);
  }, [about, asked, beat, epoch.value]);
  useEffect(() => () => running.current?.controller.abort(), []);
  return { ...shown, reload };
}

async function read(run, latest, show) {
  const { signal } = run.controller;
  do {
    run.again = false;
    try {
      const value = await latest.current({ signal });
      if (!signal.aborted) show({ value });
    } catch (failure) {
      if (!signal.aborted) show((before) => ({ ...before, failure }));
    }
  } while (run.again && !signal.aborted);
  run.isOver = true;
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
