// RAGFlow's calls, off the record, in the world that is shown.
import { place } from "../../../place.js";
import { product, Refused } from "../../../server.js";
import { touched } from "../../../world.js";

const MISSING = 102; // what RAGFlow says of a dataset that is not there

/** ragflow("GET", ["id"], {query, signal}): the path below `/api/v1/dataset`, in steps. Gives `data`. */
export async function ragflow(method, steps, asked) {
  const path = ["/api/v1/dataset", ...steps.map(encodeURIComponent)].join("/");
  const told = await product(place.value.world, method, path, asked);
  // it refuses with status 200, and a code in the body
  if (told.code !== 0) throw new Refused(method === "GET" && told.code === MISSING ? 404 : 200, told.message, { body: told });
  return told.data;
}

/** The same for what changes something: what is shown is read again. */
export async function change(method, steps, asked) {
  const data = await ragflow(method, steps, asked);
  await touched();
  return data;
}
