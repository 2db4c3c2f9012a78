// Settings of the world: changed as it is, for what comes.
import { place } from "../../place.js";
import { admin } from "../../server.js";
import { attempt } from "../../ui/notices.js";
import { touched } from "../../world.js";

/** Change what `PUT /__admin/worlds/NAME` takes. */
export const change = attempt(async (settings) => {
  await admin("PUT", `/worlds/${place.value.world}`, { body: settings });
  await touched();
});
