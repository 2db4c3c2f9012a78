// What is not needed at first is loaded when it is first shown.
import { html } from "../html.js";
import { useLoaded } from "../loading.js";
import { Loaded } from "./loaded.js";

/** later(() => import(…), "Search") is the component of that name in what is imported. */
export function later(load, name) {
  return function Later(given) {
    const loaded = useLoaded(load, [], { still: true });
    return html`<${Loaded} of=${loaded}>${(module) => html`<${module[name]} ...${given} />`}<//>`;
  };
}
