// A request is sent once more, as a client would; what comes back is held beside what came then.
import { useState } from "preact/hooks";

import { asked } from "../../asked.js";
import { html } from "../../html.js";
import { Button } from "../../ui/controls.js";
import { indented } from "./bodies.js";
import { differences } from "./differences.js";
import { bytesOf, sentAgain, textOf } from "./sent.js";
import { addressOf } from "./view.js";

/** Gives {button, told}: what is pressed, and what came of it. */
export function useReplay(entry) {
  const [state, turn] = useState({});
  const sent = sentAgain(entry);
  const reason = impossible(sent);
  const send = async () => {
    const since = asked.peek()[0]?.number ?? 0;
    turn({ isSending: true });
    turn({ since, ...(await again(sent, entry)) });
  };
  return {
    button: html`<${Button} onClick=${send} disabled=${reason !== null || state.isSending} aria-describedby=${reason ? "no-replay" : undefined}>Replay<//>`,
    told: html`
      ${reason && html`<p class="hint" id="no-replay">Cannot be replayed: ${reason}</p>`}
      <div role="status">${"status" in state && html`<${Came} state=${state} entry=${entry} />`}</div>
    `,
  };
}

/** Why this page cannot send a request again; null where it can. */
function impossible({ method, target, body, lacking }) {
  if (lacking) return lacking;
  if (["CONNECT", "TRACE", "TRACK"].includes(method)) return `No page may send ${method}.`;
  if (body && ["GET", "HEAD"].includes(method)) return `No page may send a body with ${method}.`;
  const [path] = target.split("?");
  return new URL(target, location.origin).pathname === path ? null : "A browser would send another path.";
}

/**
 * Gives {status, took, differences, text}: `status` is null where the connection broke, 0 where it
 * was led elsewhere; `text` is the body where the status is another one.
 */
async function again({ method, target, headers, body }, entry) {
  const since = performance.now();
  try {
    const answer = await fetch(target, { method, headers, body, redirect: "manual", credentials: "omit", cache: "no-store" });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const took = performance.now() - since;
    if (answer.status && answer.status !== entry.status) return { status: answer.status, took, differences: [], text: textOf(bytes) };
    return { status: answer.status, took, differences: compared(entry.answer.body, bytes) };
  } catch {
    return { status: null, took: performance.now() - since, differences: [] };
  }
}

/** Compare with what was kept of the body; `before` is as the journal shows it. */
function compared(before, bytes) {
  if (!before) return bytes.length ? ["a body, and there was none"] : [];
  if (before.redacted) return ["not compared: a key was taken out of what came then"];
  const kept = bytesOf(before);
  const now = before.truncated ? bytes.slice(0, kept.length) : bytes;
  const [was, is] = [textOf(kept), textOf(now)];
  if (was !== null && is !== null) return differences(was, is);
  return kept.length === now.length && kept.every((each, place) => each === now[place]) ? [] : ["the body has other bytes"];
}

function Came({ state: { status, took, differences: found, text, since }, entry }) {
  const fresh = asked.value.findLast(
    (each) => each.number > since && ["method", "path", "query"].every((name) => each[name] === entry[name]),
  );
  const isSame = status === entry.status || (status === 0 && entry.status >= 300 && entry.status < 400);
  const came = status === null ? "The connection broke before an answer" : status === 0 ? "It was led elsewhere" : `Answered ${status} in ${took.toFixed(0)} ms`;
  const was = isSame ? "as before" : `and not ${entry.status ?? "a broken connection"} as before`;
  return html`
    <div class="card came">
      <p>
        ${came}, ${was}${isSame && status && found.length === 0 && ", byte for byte"}.
        ${fresh && html` <a href=${addressOf(fresh)}>Show the new request</a>`}
      </p>
      ${text && html`<pre tabindex="0" role="group" aria-label="The body of the new answer">${indented(text)}</pre>`}
      ${found.length > 0 &&
      html`
        <ul>
          ${found.map((each) => html`<li><code>${each}</code></li>`)}
        </ul>
      `}
    </div>
  `;
}
