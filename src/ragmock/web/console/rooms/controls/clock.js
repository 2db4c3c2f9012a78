// What time it is in the world, and how its clock goes.
import { html } from "../../html.js";
import { place } from "../../place.js";
import { admin } from "../../server.js";
import { Button, Field } from "../../ui/controls.js";
import { Choice } from "../../ui/choice.js";
import { attempt, notice } from "../../ui/notices.js";
import { useWorldTime, written } from "../../ui/world_clock.js";
import { touched, world } from "../../world.js";
import { change } from "./changing.js";

const SPEEDS = {
  0.01: "a hundredth",
  0.1: "a tenth, slow motion",
  0.5: "half",
  1: "as real time",
  2: "twice",
  10: "ten times",
  60: "a minute in a second",
  3600: "an hour in a second",
};
const STEPS = { "1s": "+ 1 s", "10s": "+ 10 s", "1m": "+ 1 min", "1h": "+ 1 h" };
const PROGRESSIONS = { time: "In time", immediate: "At once", manual: "When told to" };
const SHORT = 60; // seconds; what is further off is told by its date

const turn = attempt(async (how) => {
  await admin("POST", "/clock", { world: place.value.world, body: how });
  await touched();
});

export function Clock() {
  const { clock, progression } = world.value;
  const now = useWorldTime(clock) ?? clock.seconds;
  const [date, time] = written(now);
  const { frozen, speed } = clock;
  const speeds = speed in SPEEDS ? SPEEDS : { ...SPEEDS, [speed]: `× ${speed}` };
  return html`
    <div class="row apart">
      <p class="now"><time dateTime=${`${date}T${time}Z`}>${date} <b>${time}</b></time> UTC</p>
      <${Button} onClick=${() => turn({ freeze: !frozen })}>${frozen ? "Let it go on" : "Freeze"}<//>
    </div>
    <p class="faint">${frozen ? "It stands still." : speed === 1 ? "It goes on as real time does." : `It goes ${speed} seconds in one.`}</p>
    <${Field} label="Speed">
      <select value=${speed} onChange=${(event) => turn({ speed: Number(event.target.value) })}>
        ${Object.entries(speeds)
          .sort(([one], [other]) => one - other)
          .map(([each, title]) => html`<option value=${each} selected=${Number(each) === speed}>${title}</option>`)}
      </select>
    <//>
    <div class="row steps" role="group" aria-label="Move the clock forward">
      ${Object.entries(STEPS).map(([step, title]) => html`<${Button} onClick=${() => turn({ advance: step })}>${title}<//>`)}
    </div>
    <${Advance} />
    <${Next} next=${clock.next} now=${now} />
    <${SetTo} date=${date} time=${time} />
    <${Choice} label="Documents to come are indexed" value=${progression} of=${PROGRESSIONS} choose=${(to) => change({ progression: to })} />
    <p class="hint">${HINTS[progression]}</p>
  `;
}

const HINTS = {
  time: "Stage by stage, as this clock goes.",
  immediate: "When the upload is answered, they are completed.",
  manual: "They wait, and go on by a stage when they are told to: under Knowledge, or over the control plane.",
};

function Advance() {
  const send = (event) => {
    event.preventDefault();
    turn({ advance: new FormData(event.target).get("by") });
  };
  return html`
    <form class="beside" onSubmit=${send}>
      <${Field} label="By" hint="30s, 500ms, 1h30m, 1d"><input name="by" required placeholder="1h30m" autocomplete="off" /><//>
      <${Button} type="submit">Advance<//>
    </form>
  `;
}

function Next({ next, now }) {
  const seconds = next && Date.parse(next) / 1000;
  const left = seconds - now;
  const when = left < SHORT ? `in ${Math.max(0, left).toFixed(1)} s` : `at ${written(seconds).slice(0, 2).join(" ")}`;
  // where nothing comes it can still be pressed: a button that goes dead takes the focus with it
  const press = () => (next ? turn({ advance: "next" }) : notice("No document comes to another stage by itself."));
  return html`
    <div class="row apart next">
      <span>${next ? `Next, a document comes to another stage ${when}.` : "Nothing comes next by itself."}</span>
      <${Button} class=${next ? "" : "off"} aria-disabled=${!next} onClick=${press}>To the next event<//>
    </div>
  `;
}

function SetTo({ date, time }) {
  const send = (event) => {
    event.preventDefault();
    const moment = new FormData(event.target).get("to");
    // a browser leaves out seconds that are none
    turn({ set: `${moment.length === "2026-01-01T00:00".length ? `${moment}:00` : moment}Z` });
  };
  const fill = (event) => (event.target.value ||= `${date}T${time}`);
  return html`
    <form class="beside" onSubmit=${send}>
      <${Field} label="Set to (UTC)"><input name="to" type="datetime-local" step="1" required onFocus=${fill} /><//>
      <${Button} type="submit">Set<//>
    </form>
  `;
}
