// How late every answer is: a slider with two ends.
import { useEffect, useRef, useState } from "preact/hooks";

import { html } from "../../html.js";
import { useLoaded } from "../../loading.js";
import { admin } from "../../server.js";
import { Button } from "../../ui/controls.js";
import { attempt } from "../../ui/notices.js";
import { Failure, Loading } from "../../ui/shown.js";
import { ends, span } from "./spans.js";

const LONGEST = 5000; // ms; a longer one is set by others, and shown
const STEP = 50; // ms

export function Latency() {
  const { value, failure, reload } = useLoaded(({ signal }) => admin("GET", "/latency", { signal }), [], { live: true });
  const [dragged, drag] = useState(); // [least, most], from the first move until the server tells the same
  const isMoving = useRef(false);
  useEffect(() => void (isMoving.current || drag(undefined)), [value]);
  const set = attempt(async ([least, most]) => {
    const latency = most === 0 ? null : least === most ? span(most) : `${span(least)}..${span(most)}`;
    await admin("PUT", "/latency", { body: { latency } });
  });
  const settle = async (to) => {
    drag(to);
    await set(to);
    isMoving.current = false;
    reload();
  };
  if (failure && !value) return html`<${Failure} failure=${failure} again=${reload} />`;
  if (!value) return html`<${Loading} />`;

  const known = value.latency === null ? [0, 0] : ends(value.latency);
  const [least, most] = dragged ?? known;
  const share = (length) => `${(100 * Math.min(length, LONGEST)) / LONGEST}%`;
  const end = (label, at, text) => {
    const moved = (event) => {
      const to = Number(event.target.value);
      // one end takes the other along
      return at === 0 ? [to, Math.max(to, most)] : [Math.min(to, least), to];
    };
    return html`
      <input
        type="range"
        min="0"
        max=${LONGEST}
        step=${STEP}
        aria-label=${label}
        aria-valuetext=${span(text)}
        value=${Math.min(text, LONGEST)}
        onInput=${(event) => {
          isMoving.current = true;
          drag(moved(event));
        }}
        onChange=${(event) => settle(moved(event))}
      />
    `;
  };
  return html`
    <p class="row apart">
      <b>${told(value.latency, dragged)}</b>
      <${Button} onClick=${() => settle([0, 0])}>Off<//>
    </p>
    <div class="ends" role="group" aria-label="Latency" style=${{ "--least": share(least), "--most": share(most) }}>
      ${end("Least", 0, least)} ${end("Most", 1, most)}
    </div>
    <p class="row apart faint"><span>0 s</span><span>5 s</span></p>
    <p class="hint">For every answer of the faked APIs, in all worlds, in real time. This page is not kept waiting.</p>
  `;
}

function told(latency, dragged) {
  const [least, most] = dragged ?? (latency === null ? [0, 0] : ends(latency));
  if (most === 0) return "No answer is late.";
  return least === most ? `Every answer is ${span(most)} late.` : `Every answer is ${span(least)} to ${span(most)} late.`;
}
