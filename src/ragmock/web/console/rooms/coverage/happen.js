// How an answer that was not tried can be had.
import { html } from "../../html.js";
import { place } from "../../place.js";
import { authorization } from "../../server.js";
import { Copy, Link } from "../../ui/controls.js";
import { isSuccess } from "./points.js";

/** A refusal is brought about by a fault, once; a success by the call itself. */
export function Happen({ row, point }) {
  const world = place.value.world;
  if (isSuccess(point)) return html`<${Copy} text=${call(world, row)} of=${`the call ${row.method} ${row.path}`}>Copy the call<//>`;
  return html`
    <span class="row happen">
      <${Copy} text=${fault(world, row, point)} of=${`the fault ${point.name} as curl`}>Copy the fault<//>
      <${Link} class="button" to=${{ room: "controls", query: { operation: row.id, fault: point.name } }} aria-label=${`Make ${point.name} happen`}>Make it happen<//>
    </span>
  `;
}

/** The next call of the operation in the world is answered so. */
function fault(world, row, point) {
  const token = authorization().Authorization ? ` -H "Authorization: Bearer $RAGMOCK_ADMIN_TOKEN"` : "";
  const body = JSON.stringify({ operation: row.id, fault: point.name, times: 1 });
  return `curl '${location.origin}/__admin/faults?world=${world}'${token} -H 'Content-Type: application/json' -d '${body}'`;
}

/** A call with the world's key; what is in braces, and a body, are the reader's. */
function call(world, { provider, method, path }) {
  const key = provider === "ragflow" ? `ragflow-${world}` : `dataset-${world}`;
  return `curl -X ${method} '${location.origin}${path}' -H 'Authorization: Bearer ${key}'`;
}
