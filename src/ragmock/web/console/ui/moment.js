// A moment of the world's clock, in UTC as its products tell it.
import { html } from "../html.js";

/** `seconds` since 1970; nothing, where there is none. */
export function Moment({ seconds }) {
  if (seconds === null || seconds === undefined) return "–";
  const written = new Date(seconds * 1000).toISOString();
  return html`<time datetime=${written}>${written.slice(0, 10)} <span class="faint">${written.slice(11, 19)}</span></time>`;
}
