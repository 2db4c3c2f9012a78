// A request as a line for any POSIX shell, which sends it with curl byte for byte.
import { textOf } from "./sent.js";

const LONGEST = 100_000; // bytes of one word: Linux takes 128 kB
/** What a word between quotes cannot hold, or a terminal would take otherwise when it is pasted. */
const UNSPEAKABLE = /[\0-\x08\x0b-\x1f\x7f]/;

/** `sent` is what `sentAgain` gives; `origin` where the server is. */
export function curl({ method, target, headers, body }, origin) {
  const text = body && textOf(body);
  const isWord = text !== null && body.length < LONGEST && !UNSPEAKABLE.test(text);
  const options = [
    [...before(method, target, body), quoted(origin + target)].join(" "),
    ...headers.map(([name, value]) => `-H ${quoted(value ? `${name}: ${value}` : `${name};`)}`),
  ];
  if (body && !headers.some(([name]) => name === "content-type")) options.push("-H 'content-type:'"); // else curl has one
  if (body) options.push(isWord ? `--data-raw ${quoted(text)}` : "--data-binary @-");
  const line = `curl ${options.join(" \\\n  ")}`;
  return body && !isWord ? `printf ${format(body, text)} |\n${line}` : line;
}

function before(method, target, body) {
  const said = [];
  if (/[[\]{}]/.test(target)) said.push("--globoff");
  if (/\/\.{1,2}(\/|\?|$)/.test(target)) said.push("--path-as-is");
  if (method === "HEAD") said.push("--head");
  else if (method !== (body ? "POST" : "GET")) said.push(`-X ${method}`);
  return said;
}

/** A word between single quotes, in which no sign means anything but the quote itself. */
function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** What `printf` prints as these bytes; what is text, and no control sign, stands there as it is. */
function format(bytes, text) {
  const octal = (byte) => `\\${byte.toString(8).padStart(3, "0")}`;
  const NAMED = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\", "%": "%%", "'": "'\\''" };
  const sign = (each) => {
    if (each in NAMED) return NAMED[each];
    const code = each.codePointAt();
    return code < 0x20 || code === 0x7f || (text === null && code > 0x7f) ? octal(code) : each;
  };
  const said = text === null ? Array.from(bytes, (byte) => sign(String.fromCharCode(byte))) : Array.from(text, sign);
  if (said[0] === "-") said[0] = octal(0x2d); // no option of printf
  return `'${said.join("")}'`;
}
