// What the world holds, in the words of both products: `…/knowledge/PRODUCT/DATASET/…`.
import { useEffect, useRef } from "preact/hooks";

import { html } from "../../html.js";
import { place } from "../../place.js";
import { later } from "../../ui/later.js";
import { Tabs } from "../../ui/tabs.js";
import { Dify } from "./dify/room.js";

const PRODUCTS = {
  dify: { title: "Dify", Room: Dify },
  ragflow: { title: "RAGFlow", Room: later(() => import("./ragflow/room.js"), "Ragflow") },
};

export function Room() {
  const [name = "dify", ...rest] = place.value.rest;
  const product = PRODUCTS[name];
  useArrival(place.value.rest.join("/"));
  return html`
    <${Tabs}
      label="Products"
      ways=${Object.entries(PRODUCTS).map(([each, { title }]) => ({ title, to: { rest: [each] }, isHere: each === name }))}
    />
    ${product
      ? html`<${product.Room} key=${name} rest=${rest} />`
      : html`<p class="empty">There is no such product.</p>`}
  `;
}

/** Who followed a link that is not there any more reads on at the head of what is shown instead. */
function useArrival(where) {
  const before = useRef(where);
  useEffect(() => {
    if (before.current === where) return;
    before.current = where;
    if (document.activeElement !== document.body) return;
    document.getElementById("main").focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [where]);
}
