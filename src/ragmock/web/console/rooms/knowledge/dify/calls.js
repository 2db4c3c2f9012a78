// Dify's calls, off the record, in the world that is shown.
import { place } from "../../../place.js";
import { product } from "../../../server.js";
import { touched } from "../../../world.js";

/** dify("GET", [dataset, "documents"], {query, signal}): the path below `/v1/datasets`, in steps. */
export function dify(method, steps, asked) {
  return product(place.value.world, method, path(steps), asked);
}

/** The same for what changes something: what is shown is read again. */
export async function change(method, steps, asked) {
  const answer = await dify(method, steps, asked);
  await touched();
  return answer;
}

export function path(steps) {
  return ["/v1/datasets", ...steps.map(encodeURIComponent)].join("/");
}
