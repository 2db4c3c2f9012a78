// What `useLoaded` gives, drawn: the value, that it is on its way, or why it cannot be had.
import { html } from "../html.js";
import { Failure, Loading } from "./shown.js";

/**
 * <${Loaded} of=${loaded} gone=${html`…`}>${(value) => html`…`}<//>
 * `gone` is shown where there is no such thing (any more).
 */
export function Loaded({ of: { value, failure, reload }, gone, children }) {
  if (gone && failure?.status === 404) return gone;
  // that the server is away is told above all rooms; what is known of it stays
  const isTold = failure && failure.status !== 0;
  return html`
    ${isTold && html`<${Failure} failure=${failure} again=${reload} />`}
    ${value === undefined ? !isTold && html`<${Loading} />` : children(value)}
  `;
}
