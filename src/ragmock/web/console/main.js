// Where the console begins.
import { render } from "preact";

import "./asked.js"; // collects from the beginning, whatever room is entered first
import { html } from "./html.js";
import { Shell } from "./shell.js";

render(html`<${Shell} />`, document.getElementById("console"));
