// What a client sent, made ready to be sent again: the journal keeps no keys, and not all of a long body.

/** Between two machines, or of the client itself; who sends it again has its own. */
const NOT_AGAIN = /^(host|connection|keep-alive|content-length|transfer-encoding|te|upgrade|expect|accept-encoding|user-agent|referer|cookie|sec-.*|proxy-.*)$/;
/** A key of a known kind, as the journal shows it. */
const KEY = /((?:dataset|ragflow)-)\.\.\.$/;

/**
 * Gives {method, target, headers: [[name, value]], body, lacking, without} of a request of the
 * journal. `target` is path and query, percent-encoded; `body` its bytes, or null; `lacking` says
 * why the body cannot be sent again, null where it can; `without` are the names of headers whose
 * values the journal does not tell.
 */
export function sentAgain(entry) {
  const headers = [];
  const without = [];
  for (const [name, told] of Object.entries(entry.request.headers)) {
    const value = withKey(told, entry);
    if (value === "...") without.push(name);
    else if (!NOT_AGAIN.test(name) && !(name === "accept" && value === "*/*")) headers.push([name, utf8(value)]);
  }
  const { body } = entry.request;
  const bytes = body && bytesOf(body);
  const isSent = bytes && (bytes.length > 0 || !["GET", "HEAD"].includes(entry.method));
  return { method: entry.method, target: target(entry), headers, body: isSent ? bytes : null, lacking: lacking(body), without };
}

/** The bytes of a body, or of a part of a form, as far as they are kept. */
export function bytesOf({ text, base64 }) {
  if (text !== null) return new TextEncoder().encode(text);
  return Uint8Array.from(atob(base64), (each) => each.charCodeAt());
}

/** The text of bytes in UTF-8; null where they are none. */
export function textOf(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function lacking(body) {
  if (body?.truncated) {
    return `Of the ${body.size.toLocaleString("en")} bytes of its body, the journal kept the first ${bytesOf(body).length.toLocaleString("en")}. Started with --journal-body ${body.size}, it keeps all of them.`;
  }
  return body?.redacted ? "A key stood in its body, and the journal keeps no keys." : null;
}

/** Put the key of its world in the place of the one that is not told. */
function withKey(value, { world, read_only: isReadOnly }) {
  return world === null ? value : value.replace(KEY, `$1${world}${isReadOnly ? ".ro" : ""}`);
}

/** The journal tells the bytes of headers and queries as Latin-1; most are UTF-8. */
function utf8(told) {
  const isLatin = /^[\0-\xff]*$/.test(told);
  return (isLatin && textOf(Uint8Array.from(told, (each) => each.charCodeAt()))) || told;
}

function target({ path, query }) {
  const encoded = path.replace(/[^\w/:@!$&'()*+,;=~.-]+/g, encodeURIComponent);
  const percent = (sign) => `%${sign.charCodeAt().toString(16).toUpperCase().padStart(2, "0")}`;
  return query ? `${encoded}?${query.replace(/[^!-~]|[#"<>]/g, percent)}` : encoded;
}
