// What the form of a fault holds, and what it says to the server.

/** The form, empty: texts as they are typed. */
export const EMPTY = {
  operation: "",
  kind: "refusal", // or "status", "connection", "delay"
  refusal: "",
  status: "503",
  body: "",
  header: "",
  connection: "CONNECTION_RESET_BY_PEER",
  delay: "none", // or "fixed", "uniform", "lognormal", "dribble"
  span: "500ms",
  longest: "2s",
  sigma: "0.4",
  chunks: "5",
  when: "before",
  times: "1",
  succeed_first: "",
  percent: "",
  seed: "",
  until: "",
  outage: "",
  quota: "",
  per: "60s",
  method: "",
  path: "",
  query: "",
  sent: "",
};

/** The form as another place of the page asks for it: ?operation=…&fault=…, a refusal, a status or an end of the connection. */
export function asked({ operation = "", fault = "" }, connections) {
  const form = { ...EMPTY, operation };
  if (/^[2-5]\d\d$/.test(fault)) return { ...form, kind: "status", status: fault };
  if (fault in connections) return { ...form, kind: "connection", connection: fault };
  return { ...form, refusal: fault };
}

/** What is wrong with texts that are to be JSON: {name of the field: why}. */
export function problems({ body, sent }) {
  const found = {};
  if (sent.trim() && !isObject(parsed(sent))) found.sent = 'An object in JSON, as {"name": "Handbook"}.';
  if (/^\s*[[{]/.test(body) && parsed(body) === undefined) found.body = "It begins as JSON, and is none.";
  return found;
}

/** The body of `POST /__admin/faults`; `form` has no problems. */
export function said(form) {
  const all = {
    operation: form.operation.trim(),
    fault: effect(form),
    when: form.when === "after" ? "after" : "",
    times: number(form.times),
    succeed_first: number(form.succeed_first),
    probability: form.percent === "" ? "" : Number(form.percent) / 100,
    seed: form.percent === "" ? "" : number(form.seed),
    until: form.until.trim(),
    outage: form.outage.trim(),
    quota: form.quota === "" ? "" : { requests: Number(form.quota), per: form.per.trim() },
    match: match(form),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ""));
}

function effect(form) {
  const delay = delayOf(form);
  if (form.kind === "delay") return { delay };
  if (form.kind === "status") return answer(form, delay);
  const name = form[form.kind].trim();
  return delay ? { [form.kind]: name, delay } : name;
}

function answer({ status, body, header }, delay) {
  const [name, ...value] = header.split(":");
  return {
    status: Number(status),
    ...(body.trim() && { body: /^\s*[[{]/.test(body) ? parsed(body) : body }),
    ...(header.trim() && { headers: { [name.trim()]: value.join(":").trim() } }),
    ...(delay && { delay }),
  };
}

function delayOf({ kind, delay, span, longest, sigma, chunks }) {
  const how = kind === "delay" && delay === "none" ? "fixed" : delay;
  return {
    none: undefined,
    fixed: { fixed: span },
    uniform: { uniform: [span, longest] },
    lognormal: { lognormal: { median: span, sigma: Number(sigma) } },
    dribble: { dribble: { chunks: Number(chunks), over: span } },
  }[how];
}

function match({ method, path, query, sent }) {
  const all = {
    ...(method && { method }),
    ...(path.trim() && { path: path.trim() }),
    ...(query.trim() && { query: Object.fromEntries(new URLSearchParams(query.trim())) }),
    ...(sent.trim() && { body: parsed(sent) }),
  };
  return Object.keys(all).length ? all : "";
}

const number = (text) => (text === "" ? "" : Number(text));
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
