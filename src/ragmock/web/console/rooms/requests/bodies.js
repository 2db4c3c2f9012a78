// Bodies made legible, whatever they hold.

/**
 * JSON in lines. Only the space between its signs is changed, so numbers stay as they are, and what
 * was cut off in the middle can be read up to there.
 */
export function indented(text) {
  const lines = [];
  let line = "";
  let depth = 0;
  const next = () => {
    lines.push(line);
    line = "  ".repeat(Math.min(depth, DEEPEST));
  };
  let isEmpty = false; // whether nothing stands yet in what was opened last
  for (const [sign] of text.matchAll(/"(?:[^"\\]+|\\.)*"?|[[\]{},:]|[^\s[\]{},:"]+/gs)) {
    const closes = sign === "}" || sign === "]";
    if (closes) depth = Math.max(0, depth - 1);
    if (closes !== isEmpty) next();
    isEmpty = sign === "{" || sign === "[";
    line += sign === ":" ? ": " : sign;
    if (isEmpty) depth += 1;
    if (sign === ",") next();
  }
  return [...lines, line].join("\n");
}

const DEEPEST = 40; // levels that are set in

/** Bytes as a table: place, sixteen of them, and the signs that they are in ASCII. */
export function dumped(bytes) {
  const lines = [];
  for (let at = 0; at < bytes.length; at += WIDE) {
    const row = Array.from(bytes.slice(at, at + WIDE));
    const hexadecimal = row.map((each) => each.toString(16).padStart(2, "0")).join(" ");
    const signs = row.map((each) => (each >= 0x20 && each < 0x7f ? String.fromCharCode(each) : ".")).join("");
    lines.push(`${at.toString(16).padStart(4, "0")}  ${hexadecimal.padEnd(3 * WIDE - 1)}  ${signs}`);
  }
  return lines.join("\n");
}

const WIDE = 16;

/** A size in bytes, in words. */
export function sized(bytes) {
  if (bytes < 10_000) return `${bytes.toLocaleString("en")} ${bytes === 1 ? "byte" : "bytes"}`;
  return bytes < 10_000_000 ? `${Math.round(bytes / 1000).toLocaleString("en")} kB` : `${Math.round(bytes / 1e6)} MB`;
}
