/** The wallet's look. A constructed style sheet: it needs no permission of the page's policy. */
export const styles = new CSSStyleSheet()
styles.replaceSync(`
:host {
  all: initial;
  color-scheme: inherit;
  --back: light-dark(#fff, #1b2028);
  --well: light-dark(#f2f4f8, #12161d);
  --text: light-dark(#171b22, #e8ebf0);
  --soft: light-dark(#566072, #a5aebd);
  --line: light-dark(#d5dae3, #353d4b);
  --accent: light-dark(#0b5fcc, #7ab4ff);
  --on-accent: light-dark(#fff, #0d1420);
  --good: light-dark(#0f7038, #66d495);
  --bad: light-dark(#b3261e, #ff958c);
}
:host([data-scheme]) { color-scheme: light dark; }
* { box-sizing: border-box; }
dialog, .chip {
  font: 15px/1.45 system-ui, sans-serif;
  color: var(--text);
}
dialog {
  inline-size: min(25rem, calc(100vw - 2rem));
  max-block-size: calc(100dvh - 2rem);
  margin: 1rem 1rem auto auto;
  padding: 0;
  border: 1px solid var(--line);
  border-radius: 16px;
  background: var(--back);
  box-shadow: 0 12px 48px rgb(0 0 0 / .35);
  overflow: hidden;
}
dialog[open] { display: flex; flex-direction: column; }
dialog::backdrop { background: rgb(8 12 20 / .45); }
header { display: flex; align-items: center; gap: .6rem; padding: .8rem 1rem; border-block-end: 1px solid var(--line); }
header img { inline-size: 24px; block-size: 24px; }
header .tag { margin-inline-start: auto; padding: .1rem .55rem; border-radius: 99px; background: var(--well); color: var(--soft); font-size: 13px; }
main { padding: 1rem; overflow: auto; display: grid; grid-template-columns: minmax(0, 1fr); gap: .9rem; }
h2 { margin: 0; font-size: 1.25rem; line-height: 1.3; outline: none; }
p { margin: 0; color: var(--soft); }
fieldset { margin: 0; padding: 0; border: 0; display: grid; gap: .4rem; }
legend { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
.person { display: grid; grid-template-columns: auto 1fr auto; gap: 0 .7rem; align-items: center; padding: .5rem .7rem; border: 1px solid var(--line); border-radius: 10px; cursor: pointer; }
.person:has(:checked) { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
.person input { grid-row: span 2; inline-size: 18px; block-size: 18px; margin: 0; accent-color: var(--accent); }
.person .role, .person .balance { color: var(--soft); font-size: 13px; }
.person .balance { grid-column: 2 / -1; font-variant-numeric: tabular-nums; }
label.field { display: grid; grid-template-columns: minmax(0, 1fr); gap: .25rem; color: var(--soft); font-size: 13px; }
select { font: inherit; font-size: 15px; color: var(--text); background: var(--well); border: 1px solid var(--line); border-radius: 8px; padding: .5rem; min-block-size: 40px; max-inline-size: 100%; }
ul { list-style: none; margin: 0; padding: .7rem .9rem; display: grid; gap: .5rem; background: var(--well); border-radius: 10px; }
li { display: flex; justify-content: space-between; gap: 1rem; }
li > span:first-child { color: var(--soft); white-space: nowrap; }
li > :last-child { text-align: end; font-weight: 600; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
li.get > :last-child { color: var(--good); }
.fails { margin: 0; padding: .7rem .9rem; border-radius: 10px; border: 1px solid var(--bad); color: var(--bad); overflow-wrap: anywhere; }
.message { margin: 0; padding: .7rem .9rem; background: var(--well); border-radius: 10px; color: var(--text); white-space: pre-wrap; overflow-wrap: anywhere; max-block-size: 12rem; overflow: auto; }
dl { margin: 0; display: grid; grid-template-columns: auto 1fr; gap: .3rem 1rem; font-size: 14px; }
dt { color: var(--soft); }
dd { margin: 0; text-align: end; overflow-wrap: anywhere; }
summary { cursor: pointer; color: var(--soft); font-size: 14px; min-block-size: 24px; }
details dl { margin-block-start: .5rem; font-size: 13px; }
footer { display: flex; gap: .6rem; padding: .8rem 1rem 1rem; border-block-start: 1px solid var(--line); }
button { font: inherit; font-weight: 600; min-block-size: 44px; padding: 0 1rem; border-radius: 10px; border: 1px solid var(--line); background: var(--well); color: var(--text); cursor: pointer; flex: 1; }
button.main { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
h2:focus-visible { outline: none; }
.chip { position: fixed; inset: auto auto .7rem .7rem; z-index: 1000; display: flex; flex: none; align-items: center; gap: .4rem; min-block-size: 36px; padding: 0 .7rem 0 .45rem; border-radius: 99px; border: 1px solid var(--line); background: var(--back); box-shadow: 0 2px 10px rgb(0 0 0 / .25); font-size: 13px; opacity: .92; }
.chip img { inline-size: 22px; block-size: 22px; border-radius: 6px; }
.chip .away { color: var(--bad); }
@media (max-width: 480px) {
  .chip { inline-size: 44px; block-size: 44px; justify-content: center; padding: 0; }
  .chip span { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
  dialog { inline-size: 100vw; max-inline-size: 100vw; margin: auto 0 0; border-radius: 18px 18px 0 0; border-inline: 0; border-block-end: 0; }
}
@media (prefers-reduced-motion: no-preference) {
  dialog[open] { animation: appear .16s ease-out; }
  @keyframes appear { from { opacity: 0; translate: 0 8px; } }
}
@media (forced-colors: active) {
  dialog, .chip, .person { border: 2px solid CanvasText; }
  .person:has(:checked) { border-color: Highlight; }
}
`)
