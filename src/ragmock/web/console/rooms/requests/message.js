// A request or an answer: its headers and its body.
import { useState } from "preact/hooks";

import { html } from "../../html.js";
import { Button, Copy } from "../../ui/controls.js";
import { Badge } from "../../ui/shown.js";
import { save } from "../../ui/saving.js";
import { dumped, indented, sized } from "./bodies.js";
import { bytesOf } from "./sent.js";

const GLANCE = 256; // bytes that are shown of what is no text

/** `title` is “Request” or “Answer”; `none` what is said where there is no body. */
export function Message({ title, message: { headers, body }, none }) {
  const names = Object.entries(headers);
  return html`
    <section class="message" aria-label=${title}>
      <h3>${title}</h3>
      <details>
        <summary>${names.length} ${names.length === 1 ? "header" : "headers"}</summary>
        <dl class="headers">${names.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
      </details>
      ${body?.size ? html`<${Body} body=${body} of=${title.toLowerCase()} />` : html`<p class="faint">${none}</p>`}
    </section>
  `;
}

function Body({ body, of }) {
  const { media_type: type, size, truncated, redacted, parts } = body;
  return html`
    <p class="row about">
      ${type && html`<code>${type}</code>`} <span class="faint">${sized(size)}</span>
      ${truncated && html`<${Badge} tone="warn">cut short<//>`} ${redacted && html`<${Badge} tone="warn">without its key<//>`}
    </p>
    ${truncated &&
    html`<p class="hint">The journal kept the first ${sized(bytesOf(body).length)}. <code>ragmock serve --journal-body ${size}</code> keeps all of them.</p>`}
    ${parts ? html`<${Parts} parts=${parts} isCut=${truncated} />` : html`<${Content} content=${body} type=${type} of=${`the body of the ${of}`} />`}
  `;
}

/** The parts of a form. */
function Parts({ parts, isCut }) {
  return html`
    <ul class="parts">
      ${parts.map(
        (each) => html`
          <li>
            <p class="row about">
              <b>${each.name || "(nameless)"}</b> ${each.filename !== null && html`<span>${each.filename}</span>`}
              ${each.media_type && html`<code>${each.media_type}</code>`} <span class="faint">${sized(each.size)}</span>
            </p>
            <${Content} content=${each} type=${each.media_type} of=${`the part ${each.name}`} name=${each.filename} />
          </li>
        `,
      )}
      ${isCut && html`<li class="faint">The part that was cut off is not shown.</li>`}
    </ul>
  `;
}

/** A text, or what can be seen of bytes; `content` is {text, base64}, `name` that of a file. */
function Content({ content, type, of, name }) {
  const [isAsSent, turn] = useState(false);
  if (content.text === null) return html`<${Bytes} bytes=${bytesOf(content)} of=${of} name=${name} />`;
  if (!content.text) return html`<p class="faint">Empty.</p>`;
  const isJson = type.includes("json") || /^\s*[[{]/.test(content.text);
  const shown = isJson && !isAsSent ? indented(content.text) : content.text;
  return html`
    <div class="content">
      <pre tabindex="0" role="group" aria-label=${of}>${shown}</pre>
      <div class="row">
        <${Copy} text=${shown} of=${of} />
        ${isJson && html`<${Button} kind="plain" aria-pressed=${isAsSent} onClick=${() => turn(!isAsSent)}>As it was sent<//>`}
      </div>
    </div>
  `;
}

function Bytes({ bytes, of, name }) {
  return html`
    <div class="content">
      <pre tabindex="0" role="group" class="bytes" aria-label=${of}>${dumped(bytes.slice(0, GLANCE))}</pre>
      <div class="row">
        ${bytes.length > GLANCE && html`<span class="hint">The first ${GLANCE} bytes</span>`}
        <${Button} onClick=${() => save(bytes, name || "body.bin", "application/octet-stream")} aria-label=${`Save ${of}`}>Save<//>
      </div>
    </div>
  `;
}
