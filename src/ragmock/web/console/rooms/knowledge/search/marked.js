// A text in which what it was found by is marked.
import { html } from "../../../html.js";

const LITTLE = 0.2; // of what the best word of a search adds: “the” adds to a likeness, and marks nothing

/** `pieces` are those of /__admin/explain; so are `parts`, where it tells what each word adds. */
export function Marked({ pieces, parts }) {
  const counts = parts && new Set(parts.flatMap(({ words }) => chief(words)));
  const isMarked = ({ words }) => words.some((word) => !counts || counts.has(word));
  return html`${pieces.map((piece) => (isMarked(piece) ? html`<mark>${piece.text}</mark>` : piece.text))}`;
}

/** The words that add more than a little, of {word: what it adds}. */
function chief(words) {
  const most = Math.max(...Object.values(words));
  return Object.keys(words).filter((word) => words[word] >= LITTLE * most);
}
