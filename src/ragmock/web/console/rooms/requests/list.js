// The list of requests. Only the rows within sight are on the page, so a thousand cost what forty do.
import { signal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import { html } from "../../html.js";
import { go, place } from "../../place.js";
import { Button } from "../../ui/controls.js";
import { Row, TITLES } from "./row.js";
import { focused, goOn, isOpen, placeOf, pointed, rows, scrolled, settled, waiting } from "./view.js";

const AROUND = 8; // rows that are there before they are scrolled to
const STILL = 1200; // ms after which a pointer that does not move holds nothing up

/** The number of the row that the keyboard is at. */
const active = signal(undefined);

export function List({ footer }) {
  const scroller = useRef();
  const toFocus = useRef(false);
  const [sight, see] = useState({ top: 0, height: 800, row: 36 });
  const shown = rows.value;
  const opened = shown.findIndex(isOpen);
  const found = shown.findIndex((each) => each.number === active.value);
  const at = found >= 0 ? found : Math.max(opened, 0);

  useLayoutEffect(() => {
    const measure = () => {
      const { scrollTop: top, clientHeight: height } = scroller.current;
      if (!height) return; // a request is shown in its place
      const row = scroller.current.querySelector("tbody tr")?.getBoundingClientRect().height || sight.row;
      see((before) => (before.top === top && before.height === height && before.row === row ? before : { top, height, row }));
    };
    measure();
    const watching = new ResizeObserver(measure);
    watching.observe(scroller.current);
    return () => watching.disconnect();
  }, [shown.length > 0]);
  useLayoutEffect(() => {
    if (!toFocus.current) return;
    toFocus.current = false;
    scroller.current.querySelector(`[data-number="${active.value}"] a`)?.focus({ preventScroll: true });
  });
  useLayoutEffect(() => {
    if (opened >= 0) active.value = shown[opened].number;
  }, [opened]);
  const isAside = place.value.rest.length > 0;
  const wasAside = useRef(isAside);
  useLayoutEffect(() => {
    // back from a request: to its row, where nothing else has the focus
    const isBack = wasAside.current && !isAside && document.activeElement === document.body;
    wasAside.current = isAside;
    if (scroller.current.scrollTop !== sight.top) scroller.current.scrollTop = sight.top;
    if (isBack) scroller.current.querySelector(`[data-number="${active.value}"] a`)?.focus({ preventScroll: true });
  }, [isAside]);
  usePointerHolding(scroller);

  const move = (to) => {
    const index = Math.min(Math.max(to, 0), shown.length - 1);
    if (index < 0) return;
    active.value = shown[index].number;
    toFocus.current = true;
    bringIntoSight(scroller.current, index * sight.row, sight.row);
    see((before) => ({ ...before, top: scroller.current.scrollTop }));
    // beside a request that is open, the next one opens
    if (place.value.rest.length) go(placeOf(shown[index]), { replace: true });
  };
  const press = (event) => {
    const page = Math.max(1, Math.floor(sight.height / sight.row) - 2);
    const steps = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: shown.length - 1 };
    if (!(event.key in steps) || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    move(steps[event.key]);
  };
  const leave = ({ relatedTarget, currentTarget }) => {
    // another window may have the focus for a while; the row is where the reader comes back to
    if (document.hasFocus() && !currentTarget.contains(relatedTarget)) focused.value = false;
  };
  const scroll = () => {
    if (!scroller.current.clientHeight) return;
    scrolled.value = scroller.current.scrollTop > 0;
    see((before) => ({ ...before, top: scroller.current.scrollTop, height: scroller.current.clientHeight }));
  };
  const showNew = () => {
    scroller.current.scrollTop = 0;
    active.value = undefined;
    scroller.current.focus();
    goOn();
  };

  const first = Math.max(0, Math.floor(sight.top / sight.row) - AROUND);
  const end = Math.min(shown.length, Math.ceil((sight.top + sight.height) / sight.row) + AROUND);
  const drawn = [];
  for (let index = first; index < end; index += 1) drawn.push(index);
  // the row with the focus must not go away, however far the list is scrolled
  if (at < first && shown.length) drawn.unshift(at);
  if (at >= end && shown.length) drawn.push(at);
  return html`
    ${waiting.value > 0 && html`<${Button} kind="primary" class="new" onClick=${showNew}>${waiting.value} new<//>`}
    <div class="asked">
      <div class="rows" ref=${scroller} tabindex="-1" onScroll=${scroll}>
        <table role="table" aria-label="Requests" aria-rowcount=${shown.length + 1} aria-busy=${settled.value ? undefined : "true"}>
          <thead role="rowgroup">
            <tr role="row" aria-rowindex="1">
              ${TITLES.map(([name, title]) => html`<th role="columnheader" class=${name}>${title}</th>`)}
            </tr>
          </thead>
          <tbody
            role="rowgroup"
            style=${{ height: `${shown.length * sight.row}px` }}
            onKeyDown=${press}
            onFocusIn=${() => (focused.value = true)}
            onFocusOut=${leave}
          >
            ${drawn.map(
              (index) => html`
                <${Row}
                  key=${shown[index].number}
                  entry=${shown[index]}
                  index=${index}
                  top=${index * sight.row}
                  isOpen=${index === opened}
                  isActive=${index === at}
                  onFocus=${() => (active.value = shown[index].number)}
                />
              `,
            )}
          </tbody>
        </table>
        ${footer}
      </div>
    </div>
  `;
}

/** Scroll as little as shows a row, which the head of the table would cover at the top. */
function bringIntoSight(scroller, top, height) {
  const head = scroller.querySelector("thead").offsetHeight;
  const room = scroller.clientHeight - head;
  if (top < scroller.scrollTop) scroller.scrollTop = top;
  else if (top + height > scroller.scrollTop + room) scroller.scrollTop = top + height - room;
}

/** Who is about to press a row should not press the one that slips into its place. */
function usePointerHolding(scroller) {
  useEffect(() => {
    let waiting;
    const still = () => (pointed.value = false);
    const move = ({ pointerType }) => {
      if (pointerType === "touch") return;
      pointed.value = true;
      clearTimeout(waiting);
      waiting = setTimeout(still, STILL);
    };
    const body = scroller.current.querySelector("tbody");
    body.addEventListener("pointermove", move);
    body.addEventListener("pointerleave", still);
    return () => {
      clearTimeout(waiting);
      body.removeEventListener("pointermove", move);
      body.removeEventListener("pointerleave", still);
    };
  }, []);
}
