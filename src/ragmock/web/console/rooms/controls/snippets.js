// The first lines of a client, as they can be pasted and run.

/** The products, and a call that each answers. */
export const PRODUCTS = {
  dify: { title: "Dify", root: "/v1", prefix: "dataset", call: "/datasets" },
  ragflow: { title: "RAGFlow", root: "/api/v1", prefix: "ragflow", call: "/dataset" },
  data: { title: "Data", root: "/v1", prefix: "ragflow", call: "/data?id=123" },
};

export const LANGUAGES = {
  curl: {
    title: "curl",
    write: (url, key) => `curl '${url}' \\\n  -H 'Authorization: Bearer ${key}'`,
  },
  httpx: { title: "Python, httpx", write: (url, key) => python("httpx", url, key) },
  requests: { title: "Python, requests", write: (url, key) => python("requests", url, key) },
  javascript: {
    title: "JavaScript",
    write: (url, key) =>
      `const answer = await fetch("${url}", {\n  headers: { Authorization: "Bearer ${key}" },\n});\nconsole.log(await answer.json());`,
  },
  environment: { title: "Environment" },
};

/** A call of a product in a language; a world's name holds nothing that would need quoting. */
export function snippet(language, origin, world, product) {
  const { root, prefix, call } = PRODUCTS[product];
  return LANGUAGES[language].write(origin + root + call, `${prefix}-${world}`);
}

function python(library, url, key) {
  return `import ${library}\n\nanswer = ${library}.get(\n    "${url}",\n    headers={"Authorization": "Bearer ${key}"},\n)\nprint(answer.json())`;
}

/** What `ragmock exec` sets, for this world of this server. */
export function environment(origin, world) {
  const set = {
    RAGMOCK_URL: origin,
    DIFY_API_BASE: `${origin}/v1`,
    DIFY_API_KEY: `dataset-${world}`,
    RAGFLOW_API_BASE: `${origin}/api/v1`,
    RAGFLOW_API_KEY: `ragflow-${world}`,
  };
  return Object.entries(set)
    .map(([name, value]) => `export ${name}='${value}'`)
    .join("\n");
}

/** A call of the control plane as a line for a shell: `body` is sent as JSON. */
export function adminCurl(method, path, body, needsToken) {
  const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;
  return [
    `curl ${method === "POST" ? "" : `-X ${method} `}${quoted(`${location.origin}/__admin${path}`)}`,
    ...(needsToken ? ['-H "Authorization: Bearer $RAGMOCK_ADMIN_TOKEN"'] : []),
    "-H 'Content-Type: application/json'",
    `-d ${quoted(JSON.stringify(body))}`,
  ].join(" \\\n  ");
}
