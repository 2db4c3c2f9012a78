// Dify's words for what can be chosen, and what they mean.

export const TECHNIQUES = [
  ["high_quality", "high_quality: found by meaning"],
  ["economy", "economy: found by keywords"],
];
export const PERMISSIONS = ["only_me", "all_team_members", "partial_members"];
export const FORMS = [
  ["text_model", "text_model: paragraphs"],
  ["qa_model", "qa_model: questions and answers"],
  ["hierarchical_model", "hierarchical_model: parents and children"],
];
export const METHODS = ["semantic_search", "full_text_search", "hybrid_search"];
export const TYPES = ["string", "number", "time"];

const TONES = { completed: "good", error: "bad", paused: "warn", waiting: "" };

/** How a stage of indexing looks. */
export function toneOf(stage) {
  return TONES[stage] ?? "busy";
}

/** Whether an indexing that stands at a stage goes no further. */
export function isOver(stage) {
  return stage === "completed" || stage === "error";
}
