// A request in full: what was sent, what came back, why, and what can be done with it.
import { useLayoutEffect, useRef, useState } from "preact/hooks";

import { html } from "../../html.js";
import { useLoaded } from "../../loading.js";
import { place } from "../../place.js";
import { admin } from "../../server.js";
import { Button, Copy, Link } from "../../ui/controls.js";
import { Badge, Failure, Loading } from "../../ui/shown.js";
import { curl } from "./curl.js";
import { Facts } from "./facts.js";
import { MakeFault, noFault } from "./fault.js";
import { Message } from "./message.js";
import { useReplay } from "./replay.js";
import { sentAgain } from "./sent.js";
import { javascript, python } from "./snippets.js";
import { addressOf, isLost, isOpen, rows, toneOf } from "./view.js";

export function Request({ rest }) {
  const { world } = place.value;
  const isUnmatched = rest[0] === "unmatched";
  const path = `/requests/${rest.map(encodeURIComponent).join("/")}`;
  const { value, failure, reload } = useLoaded(
    ({ signal }) => admin("GET", path, { world: isUnmatched ? undefined : world, signal }),
    [world, path],
    { still: true },
  );
  const before = useRef(); // shown until the next is there, lest the page jumps
  if (value) before.current = { ...value, isUnmatched };
  const shown = before.current;
  const here = useRef();
  useLayoutEffect(() => {
    // where the list gives way to it, what had the focus is gone
    if (document.activeElement === document.body) here.current.focus({ preventScroll: true });
  }, [path]);
  return html`
    <section class="in-full" aria-label="Request in full" aria-busy=${value || failure ? undefined : "true"} tabindex="-1" ref=${here}>
      <${Ways} />
      ${failure ? html`<${Failure} failure=${failure} again=${reload} />` : shown ? html`<${Whole} key=${path} entry=${shown} />` : html`<${Loading} />`}
    </section>
  `;
}

/** Back to the list, and to its next ones. */
function Ways() {
  const at = rows.value.findIndex(isOpen);
  const way = (entry, text) => entry && html`<a class="button plain" href=${addressOf(entry)}>${text}</a>`;
  return html`
    <nav class="row ways" aria-label="Requests beside this one">
      <${Link} class="button" to=${{ query: place.value.query }}>Close<//>
      ${at > 0 && way(rows.value[at - 1], "↑ Newer")} ${at >= 0 && way(rows.value[at + 1], "↓ Older")}
    </nav>
  `;
}

function Whole({ entry }) {
  const replay = useReplay(entry);
  const why = noFault(entry);
  const [isFaultToMake, turn] = useState(false);
  const target = entry.query ? `${entry.path}?${entry.query}` : entry.path;
  const size = Number(entry.request.headers["content-length"] ?? 0);
  return html`
    <h2 class="target mono">${entry.method} ${target}</h2>
    <p class="row">
      <${Badge} tone=${toneOf(entry)}>${entry.status ?? "no answer"}<//>
      ${isLost(entry) && html`<${Badge} tone="warn">${entry.operation ? "no world" : "unmatched"}<//>`}
      <span>${entry.duration_ms.toFixed(1)} ms</span>
    </p>
    ${entry.diagnosis && html`<p class="diagnosis">${entry.diagnosis}</p>`}
    <${Doing} entry=${entry}>
      ${replay.button}
      <${Button} disabled=${why !== null} aria-expanded=${why ? undefined : isFaultToMake} onClick=${() => turn(!isFaultToMake)}>Make this answer a fault<//>
    <//>
    ${why && html`<p class="hint">Cannot be made a fault: ${why}</p>`}
    ${replay.told}
    ${isFaultToMake && html`<${MakeFault} entry=${entry} />`}
    <${Facts} entry=${entry} />
    <div class="messages">
      <${Message} title="Request" message=${entry.request} none=${size ? "Its body was not read." : "No body."} />
      <${Message} title="Answer" message=${entry.answer} none=${entry.status === null ? "None came." : "No body."} />
    </div>
  `;
}

/** The request as a text to take away, and what else is done with it. */
function Doing({ entry, children }) {
  const sent = sentAgain(entry);
  const forms = [
    ["curl", curl],
    ["fetch", javascript],
    ["Python", python],
  ];
  const copy = ([name, write]) =>
    sent.lacking
      ? html`<${Button} disabled=${true} title=${sent.lacking}>Copy as ${name}<//>`
      : html`<${Copy} text=${write(sent, location.origin)} of=${`the request as ${name}`}>Copy as ${name}<//>`;
  return html`
    <div class="row doing" role="group" aria-label="What to do with it">${forms.map(copy)} ${children}</div>
    ${sent.lacking && html`<p class="hint">Cannot be copied: ${sent.lacking}</p>`}
    ${sent.without.length > 0 && html`<p class="hint">Without ${sent.without.join(", ")}: the journal keeps no secrets.</p>`}
  `;
}
