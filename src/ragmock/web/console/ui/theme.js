// Light or dark: as the system has it, until the reader says otherwise.
import { signal } from "@preact/signals";

import { html } from "../html.js";
import { Button } from "./controls.js";

const KEPT = "ragmock.theme";
const NEXT = { auto: "light", light: "dark", dark: "auto" };
const SIGNS = { auto: "◐", light: "☀", dark: "☾" };
const theme = signal(localStorage.getItem(KEPT) ?? "auto");

function turn(to) {
  theme.value = to;
  localStorage.setItem(KEPT, to);
  document.documentElement.dataset.theme = to;
}
turn(theme.value in NEXT ? theme.value : "auto");

export function ThemeButton() {
  const said = `Theme: ${theme.value}`;
  return html`
    <${Button} kind="plain" aria-label=${said} title=${said} onClick=${() => turn(NEXT[theme.value])}>${SIGNS[theme.value]}<//>
  `;
}
