/** The looks. Sizes are in em from the reader's own text size; directions are logical; colours are custom properties. */

import { element } from "./elements";

export const STYLE = `
:host {
  --accent: var(--kontakt-accent, #00528f);
  --on-accent: var(--kontakt-on-accent, #ffffff);
  --header: var(--kontakt-header, #00416f);
  --on-header: var(--kontakt-on-header, #ffffff);
  --surface: var(--kontakt-surface, #ffffff);
  --canvas: var(--kontakt-canvas, #f3f6f9);
  --own: var(--kontakt-own, #dbeaf7);
  --agent: var(--kontakt-agent, #1c6b4a);
  --agent-soft: var(--kontakt-agent-soft, #e3f1ea);
  --calm: var(--kontakt-calm, #fff6dc);
  --ink: var(--kontakt-ink, #17222d);
  --soft-ink: var(--kontakt-soft-ink, #4a5967);
  --line: var(--kontakt-line, #d3dce4);
  --edge: var(--kontakt-edge, #6a7986);
  --bad: var(--kontakt-bad, #b3221f);
  --shade: 0 1px 2px rgb(16 38 58 / .08), 0 10px 34px rgb(16 38 58 / .2);
  --round: var(--kontakt-radius, .75em);
  color-scheme: light;
  color: var(--ink);
  font-family: var(--kontakt-font, inherit);
  font-size: var(--kontakt-font-size, medium);
  font-style: normal;
  font-weight: 400;
  line-height: 1.5;
  text-align: start;
  text-transform: none;
}
@media (prefers-color-scheme: dark) {
  :host {
    --accent: var(--kontakt-accent-dark, #8fc6f5);
    --on-accent: var(--kontakt-on-accent-dark, #06223a);
    --header: var(--kontakt-header-dark, #0d3153);
    --surface: var(--kontakt-surface-dark, #1a242e);
    --canvas: var(--kontakt-canvas-dark, #121a22);
    --own: var(--kontakt-own-dark, #173d5e);
    --agent: var(--kontakt-agent-dark, #8fd9b4);
    --agent-soft: var(--kontakt-agent-soft-dark, #17362a);
    --calm: var(--kontakt-calm-dark, #3a3115);
    --ink: var(--kontakt-ink-dark, #edf2f6);
    --soft-ink: var(--kontakt-soft-ink-dark, #b3c0cc);
    --line: var(--kontakt-line-dark, #33424f);
    --edge: var(--kontakt-edge-dark, #8b9aa8);
    --bad: var(--kontakt-bad-dark, #ffb0a8);
    --shade: 0 1px 2px rgb(0 0 0 / .5), 0 12px 40px rgb(0 0 0 / .6);
    color-scheme: dark;
  }
}
:host([hidden]), [hidden] { display: none !important; }
*, *::before, *::after { box-sizing: border-box; }
h2, h3, p, ul, ol, fieldset, legend { margin: 0; padding: 0; border: 0; min-inline-size: 0; }
button, textarea, input { font: inherit; color: inherit; letter-spacing: inherit; word-spacing: inherit; }
button { cursor: pointer; }
a { color: var(--accent); text-underline-offset: .15em; }
a:hover { text-decoration-thickness: .14em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.icon { inline-size: 1.35em; block-size: 1.35em; flex: none; fill: none; stroke: currentcolor; stroke-width: 1.9; stroke-linecap: round; stroke-linejoin: round; }
.icon-more { stroke-width: 3.4; }
.icon-outward { inline-size: .8em; block-size: .8em; margin-inline-start: .2em; vertical-align: -.02em; }
/* By what stands around it: a Swedish link in an Arabic panel points its own way. */
:dir(rtl) > :is(.icon-outward, .icon-send, .icon-exit) { transform: scaleX(-1); }
.unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.hint { color: var(--soft-ink); font-size: .875em; }
.words a { unicode-bidi: plaintext; } /* "1177.se" stays that way round between Arabic words */
a[href^="tel:"], a[href^="sms:"], .phone { unicode-bidi: isolate; direction: ltr; white-space: nowrap; }

/* Buttons */
.launcher {
  position: fixed; z-index: var(--kontakt-z-index, 2147483000); inset-block-end: 1.25em; inset-inline-end: 1.25em;
  display: flex; align-items: center; gap: .55em; min-block-size: 3.25em; padding-block: .5em; padding-inline: 1.1em 1.35em;
  border: 2px solid transparent; border-radius: 2em; background: var(--accent); color: var(--on-accent);
  font-weight: 600; box-shadow: var(--shade);
}
.launcher:hover { background: color-mix(in srgb, var(--accent) 86%, var(--ink)); }
.launcher:focus-visible { outline-offset: 3px; box-shadow: 0 0 0 3px var(--surface), var(--shade); }
.badge { padding: .1em .6em; border-radius: 1em; background: var(--surface); color: var(--ink); font-size: .875em; }
.primary, .secondary, .danger, .person, .quiet, .reply, .again, .quick-exit {
  display: inline-flex; align-items: center; justify-content: center; gap: .4em; min-block-size: 2.75em; padding: .35em 1em;
  border: 1px solid var(--edge); border-radius: 1.6em; background: var(--surface); color: var(--accent); font-weight: 600; text-align: start;
}
.primary { border-color: transparent; background: var(--accent); color: var(--on-accent); }
.danger { border-color: transparent; background: var(--bad); color: var(--surface); }
.quiet { border-color: transparent; background: none; color: var(--ink); font-weight: 500; text-decoration: underline; text-underline-offset: .2em; padding-inline: .7em; }
.again { min-block-size: 2.4em; padding-block: .15em; }
.secondary:hover, .person:hover, .reply:hover, .again:hover, .quick-exit:hover { background: color-mix(in srgb, var(--accent) 10%, var(--surface)); border-color: var(--accent); }
.primary:hover, .send:hover { background: color-mix(in srgb, var(--accent) 86%, var(--ink)); }
@supports not (color: color-mix(in srgb, red, blue)) { .launcher:hover, .primary:hover, .send:hover { background: var(--accent); text-decoration: underline; } }
.quiet:hover { text-decoration-thickness: .14em; }
[aria-disabled="true"] { opacity: .7; cursor: progress; }

/* The panel */
.panel {
  position: fixed; z-index: var(--kontakt-z-index, 2147483000); inset-block-end: 5.5em; inset-inline-end: 1.25em;
  display: flex; flex-direction: column; inline-size: min(26em, 100vw - 2.5em); block-size: min(44em, 100vh - 6.75em); block-size: min(44em, 100dvh - 6.75em);
  overflow: hidden; border: 1px solid var(--line); border-radius: calc(var(--round) + .25em); background: var(--surface); box-shadow: var(--shade);
}
/* Where it stands is the page's matter, whichever way its own words run. */
:host(:dir(rtl)) :is(.launcher, .panel)[dir="ltr"], :host(:dir(ltr)) :is(.launcher, .panel)[dir="rtl"] { inset-inline: 1.25em auto; }
header { flex: none; display: flex; align-items: center; gap: .25em; padding-block: .7em; padding-inline: 1.1em .6em; background: var(--header); color: var(--on-header); }
.who { flex: 1; min-inline-size: 0; }
h2 { font-size: 1.125em; font-weight: 650; line-height: 1.25; }
.holder { display: flex; align-items: center; gap: .35em; font-size: .875em; line-height: 1.35; }
.holder .icon { inline-size: 1.1em; block-size: 1.1em; }
.plain { display: flex; flex-direction: column; align-items: center; justify-content: center; min-inline-size: 3.6em; min-block-size: 2.9em; padding: .15em .4em; border: 1px solid transparent; border-radius: .5em; background: none; color: inherit; font-size: .8125em; line-height: 1.2; }
.plain:hover, .plain[aria-expanded="true"] { background: rgb(255 255 255 / .16); }
header :focus-visible { outline-color: var(--on-header); outline-offset: 0; }
.menu { position: absolute; z-index: 2; inset-block-start: 4.1em; inset-inline-end: .6em; display: grid; gap: .1em; inline-size: min(17em, 100% - 1.2em); max-block-size: calc(100% - 5em); overflow: auto; padding: .5em; border: 1px solid var(--line); border-radius: var(--round); background: var(--surface); box-shadow: var(--shade); }
.languages { display: flex; flex-wrap: wrap; gap: .1em; padding-inline: .3em; }
.languages button { padding-inline: .6em; }
.menu > a, .languages button { display: flex; align-items: center; min-block-size: 2.75em; padding: .3em .75em; border: 0; border-radius: .5em; background: none; color: var(--ink); text-align: start; text-decoration: none; }
.menu > a:hover, .languages button:hover { background: var(--canvas); text-decoration: underline; }
.menu .quick-exit { margin-block-start: .4em; }
.menu .hint { padding: .2em .75em .3em; }
.connection:not(:empty) { flex: none; padding: .45em 1.1em; background: var(--calm); font-size: .9375em; }
.queue:not([data-waiting]) .icon, .queue:not([data-waiting]) button { display: none; }
.queue[data-waiting], .exit { flex: none; display: flex; flex-wrap: wrap; align-items: center; gap: .3em .6em; padding-block: .6em; padding-inline: 1.1em .6em; border-block-end: 1px solid var(--line); background: var(--calm); font-size: .9375em; font-variant-numeric: tabular-nums; }
.queue p { flex: 1 1 calc(100% - 3em); }
.queue .icon { color: var(--soft-ink); }
.exit { background: var(--surface); }
.exit .hint { flex: 1 1 10em; }

/* What is said */
.middle { position: relative; flex: 1 1 8em; display: flex; flex-direction: column; min-block-size: 0; background: var(--canvas); }
.view { flex: 1; min-block-size: 0; overflow-y: auto; overscroll-behavior: contain; padding: 1.1em 1.1em .6em; }
.view:focus-visible { outline-offset: -3px; }
.utterance { position: relative; display: grid; justify-items: start; margin-block-end: 1em; padding-inline-start: 2.5em; }
.utterance.citizen { justify-items: end; padding-inline: 2.5em 0; }
.head { margin-block-end: .2em; color: var(--soft-ink); font-size: .8125em; }
.speaker { color: var(--ink); font-weight: 600; margin-inline-end: .3em; }
.corrected { font-style: italic; }
.portrait { position: absolute; inset-block-start: 0; inset-inline-start: 0; display: grid; place-items: center; inline-size: 1.9em; block-size: 1.9em; border-radius: 50%; background: var(--header); color: var(--on-header); font-weight: 600; line-height: 1; }
.portrait .icon { inline-size: 1.15em; block-size: 1.15em; }
.words { max-inline-size: 100%; padding: .65em .95em; border: 1px solid var(--line); border-radius: var(--round); border-start-start-radius: .25em; background: var(--surface); overflow-wrap: anywhere; }
.citizen .words { border-color: transparent; border-start-start-radius: var(--round); border-start-end-radius: .25em; background: var(--own); white-space: pre-wrap; }
.agent .words { border-color: color-mix(in srgb, var(--agent) 35%, transparent); background: var(--agent-soft); white-space: pre-wrap; }
.agent .portrait { background: var(--agent); color: var(--surface); }
.words h3 { margin: 0; font-size: 1em; font-weight: 650; }
.words > h3:not(:first-child) { margin-block-start: .9em; }
.words > h3 + * { margin-block-start: .2em; }
.words > * + *, .words li + li { margin-block-start: .55em; }
.words li + li { margin-block-start: .25em; }
.words ul, .words ol { padding-inline-start: 1.3em; }
.utterance.notice { display: flex; flex-flow: row-reverse wrap; align-items: baseline; justify-content: center; padding-inline: 1em; text-align: center; }
.notice .head { margin: 0; }
.notice .portrait, .notice .speaker { display: none; }
.utterance.notice .words { padding: .1em .5em; border: 0; background: none; color: var(--soft-ink); font-size: .9375em; }
.sources { list-style: none; display: grid; gap: .25em; max-inline-size: 100%; margin-block-start: .4em; padding-inline-start: .7em; border-inline-start: 3px solid var(--line); color: var(--soft-ink); font-size: .8125em; overflow-wrap: anywhere; }
.facts, .changed { display: block; }
.changed, .translation { color: var(--ink); }
.translation { padding-block-end: .15em; }
.together { white-space: nowrap; }
.fate { display: flex; flex-wrap: wrap; align-items: center; justify-content: end; gap: .5em; margin-block-start: .25em; color: var(--soft-ink); font-size: .8125em; }
[data-fate="unsent"] .fate { color: var(--bad); font-weight: 600; }
[data-fate="unsent"] .words { border: 1px dashed var(--bad); }
.newer { position: absolute; inset-block-end: .6em; inset-inline: 0; inline-size: fit-content; margin-inline: auto; display: flex; align-items: center; gap: .3em; min-block-size: 2.75em; padding: .3em 1em; border: 1px solid var(--accent); border-radius: 2em; background: var(--surface); color: var(--accent); font-weight: 600; font-size: .9375em; box-shadow: var(--shade); }
.replies { display: flex; flex-wrap: wrap; gap: .45em; padding-block: .1em .4em; padding-inline: 2.5em 0; }
.reply { border-color: var(--accent); font-size: .9375em; font-weight: 500; }
.typing { flex: none; background: var(--canvas); color: var(--soft-ink); font-size: .875em; }
.typing:not(:empty) { display: flex; align-items: center; gap: .5em; padding: 0 1.2em .6em; }
.dots { display: inline-flex; gap: .22em; }
.dots i { inline-size: .38em; block-size: .38em; border-radius: 50%; background: currentcolor; }

/* Writing */
.composer { flex: none; padding: .5em .9em .7em; border-block-start: 1px solid var(--line); background: var(--surface); }
.around { display: flex; flex-wrap: wrap; align-items: center; gap: .4em .6em; margin-block-end: .5em; }
.tools { flex: 1 1 100%; display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .2em .5em; }
.tools:has(.person[hidden]) { flex: 0 0 auto; }
.tools .quiet { margin-inline-start: auto; }
.person .icon { inline-size: 1.2em; block-size: 1.2em; }
.confirm { display: flex; flex-wrap: wrap; gap: .5em; margin-block-end: .6em; padding: .7em .8em; border: 1px solid var(--line); border-radius: var(--round); background: var(--canvas); }
.confirm p { flex: 1 1 100%; font-weight: 600; }
.problem:not(:empty) { margin-block-end: .5em; padding: .5em .8em; border-inline-start: 4px solid var(--bad); border-radius: .25em; background: color-mix(in srgb, var(--bad) 9%, var(--surface)); }
.writing { display: flex; align-items: end; gap: .5em; }
textarea { display: block; inline-size: 100%; min-block-size: 2.9em; max-block-size: 8.5em; padding: .65em .8em; border: 1px solid var(--edge); border-radius: var(--round); background: var(--surface); resize: none; }
textarea::placeholder { color: var(--soft-ink); opacity: 1; }
textarea:focus-visible { outline-offset: 0; border-color: var(--accent); }
textarea[aria-invalid] { border: 2px solid var(--bad); }
.send { display: flex; align-items: center; gap: .4em; min-block-size: 2.9em; padding: .4em 1em; border: 1px solid transparent; border-radius: var(--round); background: var(--accent); color: var(--on-accent); font-weight: 600; }
.with { flex: 1 1 12em; color: var(--soft-ink); font-size: .8125em; line-height: 1.4; }
.with a { white-space: nowrap; }

/* When it is over */
.over:not(:empty) { flex: none; padding: .8em 1.1em 0; border-block-start: 1px solid var(--line); }
.panel .middle:has(~ .over:not(:empty)) { flex: 1 0 7em; }
.ended { flex: 0 1 auto; min-block-size: 0; overflow-y: auto; display: grid; gap: .8em; justify-items: start; padding: .6em 1.1em 1em; background: var(--surface); }
h3 { font-size: 1.0625em; font-weight: 650; }
.ended > .primary { inline-size: 100%; }
.survey { display: grid; gap: .65em; inline-size: 100%; }
.survey .problem:not(:empty) { margin: 0; }
.survey .hint { margin-block: -.7em -.4em; }
legend, .question { padding-block-end: .35em; font-weight: 600; }
.question { margin-block-end: -.3em; }
.choices { display: grid; gap: .4em; }
.two { grid-template-columns: repeat(2, 1fr); }
.five { grid-template-columns: repeat(5, 1fr); }
.choice { display: flex; align-items: center; gap: .5em; min-block-size: 2.75em; padding: .4em .8em; border: 1px solid var(--edge); border-radius: .6em; cursor: pointer; }
.choice input { inline-size: 1.2em; block-size: 1.2em; margin: 0; flex: none; accent-color: var(--accent); cursor: pointer; }
.five .choice { flex-direction: column; gap: .25em; padding: .5em .1em; text-align: center; }
.choice b, .choice small { display: block; line-height: 1.2; }
.choice small { font-size: .75em; hyphens: auto; overflow-wrap: anywhere; }
.choice:hover { border-color: var(--accent); background: var(--canvas); }
.choice:has(:checked) { border-color: var(--accent); background: var(--own); box-shadow: inset 0 0 0 1px var(--accent); }
.survey textarea { min-block-size: 4.2em; }
.thanks { display: flex; align-items: center; gap: .5em; font-weight: 600; }
.thanks .icon { color: var(--agent); }

/* Small windows: the panel is the window. Low ones: everything scrolls but the heading and the field. */
@media (max-width: 34em) {
  .panel { inset: 0; inline-size: auto; block-size: auto; border: 0; border-radius: 0; }
  .launcher[aria-expanded="true"] { visibility: hidden; }
  :host(:dir(rtl)) .panel[dir="ltr"], :host(:dir(ltr)) .panel[dir="rtl"] { inset-inline: 0; }
  .utterance, .replies { padding-inline-start: 2.3em; }
  .utterance.citizen { padding-inline-start: 1.5em; }
}
@media (max-width: 24em) {
  .person, .tools .quiet { padding-inline: .65em; font-size: .875em; }
  .tools .quiet { padding-inline: .4em; }
  h2 { font-size: 1em; }
  .plain { min-inline-size: 3.2em; padding-inline: .2em; }
  header { padding-inline: .8em .3em; }
  .queue[data-waiting] { gap: 0 .3em; padding-block: .3em .1em; padding-inline: .9em .3em; font-size: .875em; line-height: 1.35; }
  .queue p { flex-basis: 100%; }
  .queue .icon { display: none; }
  .queue .quiet { flex: 0 1 auto; min-block-size: 2.6em; }
  [data-holder="queue"] .with .whom { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .send span { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
  .view { padding-inline: .8em; }
  .utterance, .replies { padding-inline: 0; }
  .utterance:not(.notice) .head { min-block-size: 1.9em; display: flex; align-items: center; flex-wrap: wrap; }
  .utterance:not(.citizen, .notice) .head { padding-inline-start: 3em; }
}
/* As a wide window is at 200 %: what is said gets the height, and what stands around it shrinks. */
@media (max-height: 40em) {
  .panel { inset: 0; inset-inline-start: auto; inline-size: min(26em, 100vw); block-size: auto; border-block: 0; border-radius: 0; }
  :host(:dir(rtl)) .panel[dir="ltr"], :host(:dir(ltr)) .panel[dir="rtl"] { inset-inline: 0 auto; }
  .launcher[aria-expanded="true"] { visibility: hidden; }
  header { padding-block: .35em; }
  .who { display: flex; flex-wrap: wrap; align-items: baseline; column-gap: .8em; }
  .menu { inset-block-start: 3.3em; }
  .composer { padding-block: .4em .5em; }
  .around { row-gap: .15em; margin-block-end: .35em; }
  .person, .tools .quiet { min-block-size: 2.5em; }
  [data-holder="assistant"] .with .whom { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
}
@media (max-height: 30em) {
  .panel { overflow-y: auto; }
  header { position: sticky; z-index: 3; inset-block-start: 0; }
  .menu { position: fixed; inset-block: 3.3em auto; inset-inline-end: .4em; max-block-size: calc(100dvh - 3.6em); z-index: 4; }
  .panel .middle, .panel .middle:has(~ .over:not(:empty)), .panel .ended, .view { flex: none; }
  .newer { position: sticky; inset-block-end: 4.2em; margin-block-end: .5em; }
  .view { min-block-size: 5em; overflow: visible; }
  .ended { max-block-size: none; min-block-size: 0; overflow: visible; }
  .composer { display: contents; }
  .composer > .around, .composer > .confirm, .composer > .problem:not(:empty) { margin: 0; padding: .4em .9em; }
  .writing { position: sticky; z-index: 2; inset-block-end: 0; padding: .4em .9em; border-block-start: 1px solid var(--line); background: var(--surface); }
  textarea { max-block-size: 5em; }
}
@media (prefers-reduced-motion: no-preference) {
  .panel { animation: rise .18s ease-out; }
  .view { scroll-behavior: smooth; }
  .dots i { animation: breathe 1.4s ease-in-out infinite; }
  .dots i:nth-child(2) { animation-delay: .2s; }
  .dots i:nth-child(3) { animation-delay: .4s; }
  button, .choice { transition: background-color .12s, border-color .12s; }
}
@keyframes rise { from { opacity: 0; translate: 0 .6em; } }
@keyframes breathe { 0%, 60%, 100% { opacity: .3; } 30% { opacity: 1; } }
@media (forced-colors: active) {
  .launcher, .panel, .words, .primary, .danger, .send, .plain, .portrait, .citizen .words { border: 1px solid CanvasText; }
  .utterance.notice .words { border: 0; }
  .choice:has(:checked) { outline: 2px solid Highlight; }
  .dots i { background: CanvasText; }
  header { border-block-end: 1px solid CanvasText; }
}
@media print {
  .launcher, .plain, .menu, .connection, .queue, .exit, .newer, .replies, .typing, .composer, .ended { display: none !important; }
  .panel { position: static; inline-size: auto; block-size: auto; overflow: visible; border: 0; box-shadow: none; }
  .view { overflow: visible; padding-inline: 0; }
  header { background: none; color: inherit; padding-inline: 0; }
  .middle { background: none; }
  .utterance { break-inside: avoid; }
}
`;

/** Puts the looks on. The `style` element is for browsers without sheets of one's own (Safari before 16.4). */
export function dress(root: ShadowRoot): void {
  if ("adoptedStyleSheets" in root && "replaceSync" in CSSStyleSheet.prototype) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    return;
  }
  root.append(element("style", {}, [STYLE]));
}
