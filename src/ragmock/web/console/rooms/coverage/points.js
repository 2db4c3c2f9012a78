// What /__admin/coverage tells, as rows: one for each operation, and one for what any of a product may answer.

export const SUCCESS = "success";
export const TITLES = { dify: "Dify", ragflow: "RAGFlow", data: "Data API" };

/** Rows: {id, provider, method, path, summary, isAny, tried, reachable, answers: {column: [point]}, others: [point]}. */
export function rowsOf({ operations, products }) {
  return [...operations.map(row), ...products.filter((each) => each.points.length).map(any)];
}

function row({ operation, points, ...told }) {
  return { ...told, id: operation, isAny: false, ...sorted(points) };
}

/** What is of no operation by itself. It is not in the server's figures, and has its own. */
function any({ provider, points }) {
  const counted = points.filter((each) => each.kind === "answer" && !each.only_by_fault);
  const tried = counted.filter((each) => each.tried).length;
  const about = { provider, method: "", path: "any operation", summary: "What each may answer, and is not counted above.", isAny: true };
  return { ...about, id: `${provider}.*`, tried, reachable: counted.length, ...sorted(points) };
}

function sorted(points) {
  const answers = points.filter((each) => each.kind === "answer");
  return {
    answers: Object.fromEntries(Map.groupBy(answers, columnOf)),
    others: points.filter((each) => each.kind !== "answer"),
  };
}

/** A success is named by its status; RAGFlow refuses with 200 too. */
export function isSuccess(point) {
  return point.name === String(point.status);
}

function columnOf(point) {
  return isSuccess(point) ? SUCCESS : String(point.status);
}

/** All columns that a row has, the success first. */
export function columnsOf(rows) {
  const all = new Set(rows.flatMap((each) => Object.keys(each.answers)));
  return [SUCCESS, ...[...all].filter((each) => each !== SUCCESS).sort()];
}

/** The rows that are wanted, product by product: [{provider, rows}]. */
export function groupsOf(rows, { product, untried, name = "" }) {
  const words = name.toLowerCase().split(/\s+/).filter(Boolean);
  const isWanted = (each) =>
    (!product || each.provider === product) && (!untried || lacks(each)) && words.every((word) => text(each).includes(word));
  const groups = Map.groupBy(rows.filter(isWanted), (each) => each.provider);
  return [...groups].map(([provider, all]) => ({ provider, rows: all }));
}

/** Whether something of it was not tried that needs no fault. */
function lacks({ tried, reachable }) {
  return tried < reachable;
}

function text({ id, method, path, summary, answers }) {
  const names = Object.values(answers).flat().map((each) => each.name);
  return [id, method, path, summary, ...names].join(" ").toLowerCase();
}

/** The new rows, but the old objects where nothing changed: what stands on them need not be drawn anew. */
export function unchanged(before, now) {
  const known = new Map(before.map((each) => [each.id, each]));
  return now.map((each) => {
    const old = known.get(each.id);
    return old && JSON.stringify(old) === JSON.stringify(each) ? old : each;
  });
}
