// A request as a piece of JavaScript and of Python.
import { textOf } from "./sent.js";

/** `sent` is what `sentAgain` gives; `origin` where the server is. */
export function javascript({ method, target, headers, body }, origin) {
  const options = [`method: ${literal(method)}`];
  if (headers.length) options.push(`headers: ${object(headers)}`);
  if (body) options.push(`body: ${inJavascript(body)}`);
  return `const answer = await fetch(${literal(origin + target)}, {\n  ${options.join(",\n  ")},\n});\nconsole.log(answer.status, await answer.text());`;
}

export function python({ method, target, headers, body }, origin) {
  const text = body && textOf(body);
  const given = [literal(method), literal(origin + target)];
  if (headers.length) given.push(`headers=${object(headers)}`);
  if (body) given.push(`content=${text === null ? `b64decode(${literal(inBase64(body))})` : `${literal(text)}.encode()`}`);
  const imports = body && text === null ? "from base64 import b64decode\n\nimport httpx" : "import httpx";
  return `${imports}\n\nanswer = httpx.request(\n    ${given.join(",\n    ")},\n)\nprint(answer.status_code, answer.text)`;
}

/** A text between double quotes, as both languages read it. */
const literal = (text) => JSON.stringify(text).replace(/[\u007f\u2028\u2029]/g, (each) => `\\u${each.charCodeAt().toString(16).padStart(4, "0")}`);
const object = (pairs) => `{${pairs.map(([name, value]) => `${literal(name)}: ${literal(value)}`).join(", ")}}`;

function inJavascript(body) {
  const text = textOf(body);
  return text === null ? `Uint8Array.from(atob(${literal(inBase64(body))}), (each) => each.charCodeAt())` : literal(text);
}

function inBase64(bytes) {
  return btoa(Array.from(bytes, (each) => String.fromCharCode(each)).join(""));
}
