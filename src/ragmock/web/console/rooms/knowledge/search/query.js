// What is asked, as the address keeps it: `?q=…&search_method=…&top_k=…`, in the words of /__admin/explain.
import { go, place } from "../../../place.js";

/** Dify takes 2 where nothing is said; who looks wants to see more. */
export const TOP_K = 10;
export const METHODS = ["keyword_search", "full_text_search", "semantic_search", "hybrid_search"];

/** Comparisons by the kind of a field, and those that take no value. */
const OF_TEXTS = ["is", "is not", "contains", "not contains", "start with", "end with", "in", "not in"];
const OF_NUMBERS = ["=", "≠", ">", "<", "≥", "≤"];
const OF_TIMES = ["before", "after"];
export const WITHOUT_VALUE = ["empty", "not empty"];
export const COMPARISONS = {
  string: [...OF_TEXTS, ...WITHOUT_VALUE],
  number: [...OF_NUMBERS, ...WITHOUT_VALUE],
  time: [...OF_TIMES, ...WITHOUT_VALUE],
};

/** The body of a question to /__admin/explain, but for the dataset; what is not said is undefined. */
export function asked(query) {
  return {
    query: query.q?.slice(0, 250) || undefined,
    search_method: METHODS.find((each) => each === query.search_method),
    top_k: number(query.top_k) ?? TOP_K,
    score_threshold: number(query.score_threshold),
    vector_weight: number(query.vector_weight),
    reranking_enable: query.reranking_enable === "true" || undefined,
    ...filtered(query),
  };
}

/** The conditions of the address: [{name, comparison_operator, value}]; those half written are among them. */
export function conditions(query) {
  try {
    const kept = JSON.parse(query.conditions ?? "[]");
    return Array.isArray(kept) ? kept : [];
  } catch {
    return []; // somebody shortened the address
  }
}

/** Ask otherwise: what is undefined or "" goes from the address. `isNew`: “back” comes here again. */
export function ask(change, { isNew = false } = {}) {
  const { rest, query } = place.value;
  go({ rest, query: { ...query, ...change } }, { replace: !isNew });
}

function filtered(query) {
  const whole = conditions(query).filter((each) => each.name && (each.value || WITHOUT_VALUE.includes(each.comparison_operator)));
  return whole.length ? { conditions: whole, logical_operator: query.logical_operator === "or" ? "or" : undefined } : {};
}

function number(text) {
  return text === undefined || text.trim() === "" || Number.isNaN(Number(text)) ? undefined : Number(text);
}
