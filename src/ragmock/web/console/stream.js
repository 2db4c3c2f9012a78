// Requests as they are answered. Read with fetch: an EventSource cannot send the token.
import { authorization, epoch, locked, lost, reachable } from "./server.js";

const followers = new Set();
let last; // the id of the last event, from which the server goes on

/**
 * Have `follower(entry)` called for each request of any world, those that are kept first; `entry`
 * is what the journal shows in short, and `isUnmatched` whether it went astray.
 */
export function follow(follower) {
  followers.add(follower);
}

/** Begin to read, and go on for as long as the page is there. */
export async function listen() {
  for (;;) {
    if (!locked.value && reachable.value) await once().catch(() => undefined);
    await new Promise((again) => setTimeout(again, 1000));
  }
}

async function once() {
  const headers = { ...authorization(), ...(last && { "Last-Event-ID": last }) };
  const answer = await fetch("/__admin/requests/stream?kept=true", { headers }).catch(lost);
  if (answer?.status === 401) locked.value = true;
  if (!answer?.ok) return;
  const lines = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await lines.read();
    if (done) break;
    const events = (rest + value).split("\n\n");
    rest = events.pop();
    events.forEach(tell);
  }
  // what was said while nobody listened may have changed anything
  epoch.value += 1;
}

function tell(event) {
  const fields = Object.fromEntries(
    event.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]),
  );
  if (fields.id) last = fields.id;
  if (!fields.data) return;
  const entry = { ...JSON.parse(fields.data), isUnmatched: fields.event === "unmatched" };
  followers.forEach((follower) => follower(entry));
}
