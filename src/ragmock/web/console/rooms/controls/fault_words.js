// A fault in a few words.

/** How a connection breaks, by WireMock's names. */
export const CONNECTIONS = {
  EMPTY_RESPONSE: "the connection closes without a word",
  MALFORMED_RESPONSE_CHUNK: "garbage behind a head that says 200",
  RANDOM_DATA_THEN_CLOSE: "garbage, and the connection closes",
  CONNECTION_RESET_BY_PEER: "the connection is reset",
};

/** What the client gets. */
export function effect(fault) {
  if (typeof fault === "string") return fault;
  const { refusal, connection, status, delay } = fault;
  const what = refusal ?? connection ?? (status && `status ${status}`) ?? "the answer as it is";
  return delay ? `${what}, ${late(delay)}` : what;
}

function late({ fixed, uniform, lognormal, dribble }) {
  if (fixed) return `${fixed} late`;
  if (uniform) return `${uniform.join(" to ")} late`;
  if (lognormal) return `about ${lognormal.median} late`;
  return `in ${dribble.chunks} pieces over ${dribble.over}`;
}

/** How often, and for which requests, as a list of phrases. */
export function pace({ times, succeed_first, probability, until, outage, quota, when, match }) {
  const said = [
    when === "after" && "the call is done, and its answer is lost",
    times !== null && (times === 1 ? "once" : `${times} times`),
    succeed_first > 0 && `the first ${succeed_first} pass`,
    probability !== null && `${Number((100 * probability).toPrecision(4))} % of the requests`,
    quota && `beyond ${quota.requests} in ${quota.per}`,
    outage && `for ${outage} from the first on`,
    until && `until ${until}`,
    Object.keys(match).length > 0 && `where ${JSON.stringify(match)}`,
  ].filter(Boolean);
  return said.length ? said : ["every time"];
}
