// What may go wrong: the operations of the products and their refusals, as the contract tells them.
import { contract } from "../../server.js";

/**
 * {operations: [{id, product, method, path, summary, refusals: [name]}],
 *  refusals: {name: {name, product, status, summary, words, isGeneral}}}, read off `/openapi.json`.
 * An operation that needs no key is of no world, so no fault is for it.
 */
export async function known() {
  const { paths, components } = await contract();
  const refusals = Object.fromEntries(
    Object.entries(components.examples)
      .filter(([, example]) => "x-status" in example)
      .map(([name, example]) => [name, refusal(name, example)]),
  );
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([, said]) => said.operationId && said.security?.length !== 0)
      .map(([method, said]) => operation(method.toUpperCase(), path, said, { components, refusals })),
  );
  return { operations: operations.sort((one, other) => (one.id < other.id ? -1 : 1)), refusals };
}

function refusal(name, example) {
  const { code, message } = example.value ?? {};
  return {
    name,
    product: name.split(".")[0],
    status: example["x-status"],
    summary: example.summary,
    words: message ?? code ?? "",
    isGeneral: Boolean(example["x-general"]),
  };
}

function operation(method, path, said, { components, refusals }) {
  const answers = Object.values(said.responses).map(({ $ref, ...own }) => ($ref ? components.responses[$ref.split("/").pop()] : own));
  const declared = answers.flatMap(({ content = {} }) => Object.values(content).flatMap(({ examples = {} }) => Object.keys(examples)));
  return {
    id: said.operationId,
    product: said.operationId.split(".")[0],
    method,
    path,
    summary: said.summary,
    refusals: declared.filter((name) => name in refusals),
  };
}

/** The operations that a pattern means, in which `*` and `?` stand for other signs; nothing means all. */
export function meant(operations, pattern) {
  if (!pattern) return operations;
  const escaped = pattern.replace(/[.+^${}()|\\]/g, "\\$&").replaceAll("*", ".*").replaceAll("?", ".").replaceAll("[!", "[^");
  try {
    const form = new RegExp(`^${escaped}$`);
    return operations.filter(({ id }) => form.test(id));
  } catch {
    return []; // half a pattern, which is being typed
  }
}

/** The refusals that operations may give: {declared, general}, each by status and name. */
export function offered(operations, refusals) {
  const declared = new Set(operations.flatMap((each) => each.refusals));
  const products = new Set(operations.map((each) => each.product));
  const all = Object.values(refusals).sort((one, other) => one.status - other.status || (one.name < other.name ? -1 : 1));
  return {
    declared: all.filter(({ name, isGeneral }) => declared.has(name) && !isGeneral),
    general: all.filter(({ product, isGeneral }) => isGeneral && products.has(product)),
  };
}
