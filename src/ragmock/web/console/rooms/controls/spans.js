// Lengths of time as the server writes them: `30s`, `500ms`, `1h30m`.

const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A length of time in milliseconds. */
export function milliseconds(said) {
  return [...said.matchAll(/([\d.]+)(ms|s|m|h|d)/g)].reduce((sum, [, number, unit]) => sum + number * UNITS[unit], 0);
}

/** A latency, `200ms` or `200ms..2s`, as its two ends in milliseconds. */
export function ends(said) {
  const [least, most = least] = said.split("..").map(milliseconds);
  return [least, most];
}

/** Milliseconds as the server reads them. */
export function span(length) {
  return length < 1000 ? `${length}ms` : `${Number((length / 1000).toFixed(3))}s`;
}
