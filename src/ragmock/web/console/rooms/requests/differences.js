// Where two answers differ, in words.
const MOST = 20; // that are told
const LONGEST = 60; // signs of a value

/** Compare two texts: place by place where both are JSON, else as they are. */
export function differences(before, now) {
  if (before === now) return [];
  const [was, is] = [parsed(before), parsed(now)];
  const found = was && is ? [...between("", was.value, is.value)] : ["the body is another text"];
  const told = found.length ? found : ["the same JSON, written otherwise"];
  return told.length > MOST ? [...told.slice(0, MOST), `and ${told.length - MOST} more`] : told;
}

function* between(at, was, is) {
  if (Object.is(was, is)) return;
  const areObjects = [was, is].every((each) => each !== null && typeof each === "object");
  if (!areObjects || Array.isArray(was) !== Array.isArray(is)) {
    yield `${at || "the body"}: ${short(is)}, was ${short(was)}`;
    return;
  }
  for (const name of new Set([...Object.keys(was), ...Object.keys(is)])) yield* between(`${at}/${name}`, was[name], is[name]);
}

function parsed(text) {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

function short(value) {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
