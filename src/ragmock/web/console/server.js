// Every call to the server goes through here: the control plane's, and the products' off the record.
import { signal } from "@preact/signals";

const TOKEN = "ragmock.token";

/** Whether the server can be reached. */
export const reachable = signal(true);
/** Whether the control plane wants a token that it was not given. */
export const locked = signal(false);
/** Grows whenever all that was read is to be read again: the server is back, or was unlocked. */
export const epoch = signal(0);

/** An answer that is none of 2xx, in the server's words; `status` is 0 where no answer came, `diagnosis` is for who debugs. */
export class Refused extends Error {
  constructor(status, message, { body = null, refusal = null, diagnosis = null } = {}) {
    super(message);
    Object.assign(this, { status, body, refusal, diagnosis });
  }
}

/** What is done when the server is back, or was unlocked, before all is read again. */
export const returning = [];

/** Try a token; gives false for what no header can hold, and so is none. */
export function unlock(token) {
  if (/[^\x21-\x7e]/.test(token)) return false;
  sessionStorage.setItem(TOKEN, token);
  locked.value = false;
  readAgain();
  return true;
}

/** Whether a token was tried already. */
export function wasTried() {
  return sessionStorage.getItem(TOKEN) !== null;
}

async function readAgain() {
  await Promise.all(returning.map((each) => each()));
  epoch.value += 1;
}

export function authorization() {
  const token = sessionStorage.getItem(TOKEN);
  return token ? { Authorization: `Bearer ${token}` } : {};
}

/**
 * Call the control plane: admin("POST", "/clock", {world: "demo", body: {freeze: true}}).
 * `body` is sent as JSON, or as it is where it is a FormData or a Blob. Gives the parsed answer, or
 * its text with `asText`.
 */
export function admin(method, path, { world, query = {}, ...rest } = {}) {
  return call(method, `/__admin${path}${search({ world, ...query })}`, rest);
}

/** Call a product in a world, off the record: product("demo", "GET", "/v1/datasets", {query: {page: 2}}). */
export function product(world, method, path, { query = {}, ...rest } = {}) {
  return call(method, `/__admin/worlds/${encodeURIComponent(world)}${path}${search(query)}`, rest);
}

let read; // the contract, asked for once

/** The contract of the products, `/openapi.json`. */
export function contract() {
  read ??= call("GET", "/openapi.json", {}).catch((failure) => {
    read = undefined;
    throw failure;
  });
  return read;
}

function search(query) {
  const said = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  // null is said, as an empty value
  return said.length ? `?${new URLSearchParams(said.map(([name, value]) => [name, value ?? ""]))}` : "";
}

async function call(method, url, { body, signal: aborted, asText = false } = {}) {
  const headers = authorization();
  const isReady = body === undefined || body instanceof FormData || body instanceof Blob;
  if (!isReady) headers["Content-Type"] = "application/json";
  const sent = isReady ? body : JSON.stringify(body);
  let answer;
  let text;
  try {
    answer = await fetch(url, { method, headers, body: sent, signal: aborted });
    text = await answer.text();
  } catch (failure) {
    if (failure.name === "AbortError") throw failure;
    lost();
    throw new Refused(0, "The server does not answer.");
  }
  const isJson = answer.headers.get("Content-Type")?.includes("json");
  const told = isJson && text ? JSON.parse(text) : text;
  if (answer.ok) return asText ? text : told;
  if (answer.status === 401 && url.startsWith("/__admin")) locked.value = true;
  throw refused(answer, told);
}

/** What a call gives that was answered with anything but 2xx, with `told`: its body. */
export function refused(answer, told) {
  const diagnosis = answer.headers.get("X-Ragmock-Diagnosis");
  const message = told?.message ?? told?.error ?? diagnosis ?? `The server answers ${answer.status}.`;
  return new Refused(answer.status, message, {
    body: told,
    refusal: answer.headers.get("X-Ragmock-Refusal"),
    diagnosis,
  });
}

/** Ask every second whether the server is back; everything is read again when it is. */
export function lost() {
  if (!reachable.value) return;
  reachable.value = false;
  const asking = setInterval(async () => {
    const back = await fetch("/__admin/health").then((answer) => answer.ok, () => false);
    if (!back) return;
    clearInterval(asking);
    reachable.value = true;
    await readAgain();
  }, 1000);
}
