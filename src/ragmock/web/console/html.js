// What components are written in: `html`, tagged templates in place of JSX.
// Whatever stands in ${} becomes text or an attribute's value, never markup.
import htm from "htm";
import { h } from "preact";

export const html = htm.bind(h);
