// What stands around every room: the world, the ways to the rooms, and whether the server is there.
import { useEffect, useErrorBoundary, useRef, useState } from "preact/hooks";

import { html } from "./html.js";
import { Opening } from "./opening.js";
import { href, place } from "./place.js";
import { epoch, locked, reachable, unlock, wasTried } from "./server.js";
import { Asking } from "./ui/asking.js";
import { Button, Field, Link } from "./ui/controls.js";
import { Notices } from "./ui/notices.js";
import { ThemeButton } from "./ui/theme.js";
import { WorldClock } from "./ui/world_clock.js";
import { begin, isGone, world, worlds } from "./world.js";

/** The rooms, in the order of their tabs; each is loaded when it is first entered. */
const ROOMS = {
  knowledge: { title: "Knowledge", load: () => import("./rooms/knowledge/room.js") },
  requests: { title: "Requests", load: () => import("./rooms/requests/room.js") },
  controls: { title: "Controls", load: () => import("./rooms/controls/room.js") },
  coverage: { title: "Coverage", load: () => import("./rooms/coverage/room.js") },
};

export function Shell() {
  useEffect(() => void begin(), []);
  const room = ROOMS[place.value.room];
  document.title = `${room?.title ?? "Nothing"} · ${place.value.world} · ragmock`;
  return html`
    <a class="skip" href="#main" onClick=${toMain}>To the content</a>
    <header class="top">
      <${Link} class="brand" to=${{ room: "knowledge" }}>ragmock<//>
      <${WorldChooser} />
      <${WorldClock} />
      <nav aria-label="Rooms" class="rooms">
        ${Object.entries(ROOMS).map(
          ([name, { title }]) => html`
            <a href=${href({ room: name })} aria-current=${name === place.value.room ? "page" : undefined}>
              ${title}
            </a>
          `,
        )}
      </nav>
      <nav aria-label="References" class="references">
        <a href="/docs">API</a>
        <a href="/__admin/docs">Control plane</a>
        <${ThemeButton} />
      </nav>
    </header>
    <main id="main" tabindex="-1">
      ${!reachable.value && html`<p class="banner" role="alert">The server does not answer. This page goes on when it does.</p>`}
      ${locked.value ? html`<${Token} />` : html`<${Inside} room=${room} />`}
    </main>
    <${Asking} />
    <${Notices} />
  `;
}

function Inside({ room }) {
  if (!room) return html`<p class="empty">There is no such room. <a href=${href({ room: "knowledge" })}>To the knowledge</a></p>`;
  if (isGone.value) return html`<${Opening} />`;
  if (!world.value) return html`<p class="empty" aria-busy="true">Loading…</p>`;
  // a room of another world is another room: nothing of what it remembers holds there
  return html`<${Room} key=${`${place.value.world}/${place.value.room}`} load=${room.load} />`;
}

function Room({ load }) {
  const [Loaded, loaded] = useState();
  const [failure, forget] = useErrorBoundary();
  useEffect(() => {
    let isHere = true;
    load().then((module) => isHere && loaded(() => module.Room), () => isHere && forget());
    return () => (isHere = false);
  }, [load, epoch.value]);
  if (failure) {
    return html`
      <div class="failure" role="alert">
        <p>This room cannot be shown: ${failure.message}</p>
        <${Button} onClick=${forget}>Try again<//>
      </div>
    `;
  }
  return Loaded ? html`<${Loaded} />` : html`<p class="empty" aria-busy="true">Loading…</p>`;
}

function WorldChooser() {
  const here = place.value.world;
  const names = new Set([...worlds.value.map((each) => each.name), here]);
  const choose = (event) => (location.hash = href({ world: event.target.value }));
  return html`
    <label class="world">
      <span>World</span>
      <select aria-label="World" value=${here} onChange=${choose}>
        ${[...names].sort().map((name) => html`<option value=${name} selected=${name === here}>${name}</option>`)}
      </select>
    </label>
  `;
}

function Token() {
  const field = useRef();
  const [isWrong, wrong] = useState(wasTried());
  useEffect(() => field.current.focus(), []);
  const send = (event) => {
    event.preventDefault();
    wrong(!unlock(new FormData(event.target).get("token")));
  };
  return html`
    <form class="card narrow" onSubmit=${send}>
      <h1>Who may steer</h1>
      <p>Others can reach this server, so its control plane needs a token. It was printed when the server started.</p>
      ${isWrong && html`<p class="wrong" role="alert">This is not its token.</p>`}
      <${Field} label="Token"><input ref=${field} name="token" type="password" required autocomplete="off" /><//>
      <${Button} kind="primary" type="submit">Enter<//>
    </form>
  `;
}

/** The hash is where the reader is, so a link to a part of the page would lead to another room. */
function toMain(event) {
  event.preventDefault();
  document.getElementById("main").focus();
}
