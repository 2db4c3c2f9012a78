// Documents on their way: read again for as long as something is to come.
import { useTicking } from "../../../loading.js";
import { place } from "../../../place.js";
import { admin } from "../../../server.js";
import { world } from "../../../world.js";
import { isOver } from "./words.js";

const EVERY = 500; // ms

/** Whether documents of these go on by themselves, as long as the world's clock goes. */
export function isMoving(documents = []) {
  // one may have come to its end after it was listed, and before it was asked how far it is
  return documents.some(({ indexing: of }) => of && (of.next !== null || isOver(of.stage)));
}

/** Read again and again while they do. */
export function useMoving(reload, documents) {
  useTicking(reload, EVERY, isMoving(documents) && world.value?.clock.frozen === false);
}

/**
 * Documents with how far their indexing is, {stage, completed_chunks, total_chunks, next,
 * progression}, as `indexing`, where it is not over. Dify itself tells that only of a batch, which
 * no list names.
 */
export function withIndexing(documents, signal) {
  return Promise.all(
    documents.map(async (each) =>
      isOver(each.indexing_status) ? each : { ...each, indexing: await indexing(each.id, signal).catch(nothing(signal)) },
    ),
  );
}

export function indexing(id, signal) {
  return admin("GET", `/documents/${id}`, { world: place.value.world, signal });
}

/** A document that was deleted between two questions has no progress; the next answer leaves it out. */
function nothing(signal) {
  return (failure) => {
    if (failure.status !== 404 || signal.aborted) throw failure;
  };
}
