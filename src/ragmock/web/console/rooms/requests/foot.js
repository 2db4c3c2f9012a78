// What stands below the list: why it is empty, or what it does not have.
import { useRef } from "preact/hooks";

import { asked, missed } from "../../asked.js";
import { html } from "../../html.js";
import { useLoaded, useTicking } from "../../loading.js";
import { place } from "../../place.js";
import { admin } from "../../server.js";
import { everywhere, MOST } from "../../stream.js";
import { Button, Copy } from "../../ui/controls.js";
import { rows, settled, waiting, widen } from "./view.js";

const EVERY = 5000; // ms

export function Foot() {
  if (rows.value.length) return html`<${Older} />`;
  if (!settled.value) return html`<p class="empty" aria-busy="true">Loading…</p>`;
  return asked.value.length ? html`<${NoneFits} />` : html`<${NobodyAsked} />`;
}

function Older() {
  const { world } = place.value;
  const { value, reload } = useLoaded(
    ({ signal }) => admin("GET", "/requests", { world, query: { limit: 1 }, signal }),
    [world],
    { still: true },
  );
  const newest = asked.value[0].number;
  const heard = useRef(newest);
  useTicking(() => {
    // where nothing came, the world may have ended, and would come back by being asked about
    if (heard.current !== newest) reload();
    heard.current = newest;
  }, EVERY);
  const dropped = everywhere.value ? 0 : (value?.dropped ?? 0);
  return html`
    <div class="foot">
      ${asked.value.length >= MOST && html`<p>This page keeps the last ${MOST.toLocaleString("en")} requests.</p>`}
      ${missed.value > 0 && html`<p>${counted(missed.value)} dropped by the journal before this page could read ${missed.value === 1 ? "it" : "them"}.</p>`}
      ${dropped > 0 &&
      html`<p>The journal of this world has dropped ${counted(dropped, "older ")}: there was no room. <code>ragmock serve --journal N</code> makes more.</p>`}
    </div>
  `;
}

const counted = (count, which = "") => `${count.toLocaleString("en")} ${which}${count === 1 ? "request" : "requests"}`;

function NoneFits() {
  return html`
    <div class="empty">
      <p>None of ${counted(asked.value.length)} fits the filters${waiting.value > 0 && ", but new ones do"}.</p>
      <${Button} onClick=${widen}>Show all<//>
    </div>
  `;
}

function NobodyAsked() {
  const { world } = place.value;
  const line = `curl '${location.origin}/v1/datasets' -H 'Authorization: Bearer dataset-${world}'`;
  return html`
    <div class="empty">
      <p>Nobody has asked anything of the world “${world}”${everywhere.value && ", nor of another"}. Try it:</p>
      <p><code>${line}</code></p>
      <${Copy} text=${line} of="the command" />
    </div>
  `;
}
