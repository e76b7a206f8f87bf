import { raw } from 'hono/html';

/** How the page looks: the browser's own colours, light and dark. */
export const style = raw(`
  :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; --line: light-dark(#d0d0d8, #44444c); --soft: light-dark(#f4f4f8, #26262c); --note: light-dark(#fff6d6, #3d3413); --link: light-dark(#1a4fa0, #9dc1ff); }
  * { box-sizing: border-box; }
  body { margin: 0; background: light-dark(#fff, #18181c); color: light-dark(#1c1c22, #ececf2); overflow-wrap: anywhere; }
  a { color: var(--link); }
  header { display: flex; flex-wrap: wrap; gap: 0 1.5rem; align-items: baseline; padding: .75rem 1.25rem; border-block-end: 1px solid var(--line); }
  header a { font-weight: 700; }
  header p { margin: 0; }
  main { padding: 1.25rem; max-inline-size: 80rem; margin-inline: auto; }
  h1 { font-size: 1.4rem; margin-block: 0 1rem; }
  h2 { font-size: 1.1rem; margin-block: 0 .5rem; }
  h3 { font-size: 1rem; font-weight: 400; margin-block: 0 .5rem; }
  h3 bdi { font-weight: 700; }
  table { border-collapse: collapse; inline-size: 100%; margin-block-end: 1.5rem; }
  th, td { text-align: start; padding: .5rem; border-block-end: 1px solid var(--line); vertical-align: top; }
  th, td { overflow-wrap: normal; }
  td:nth-child(2) { inline-size: 45%; overflow-wrap: anywhere; }
  td:first-child { white-space: nowrap; }
  .stage { border: 1px solid currentcolor; border-radius: 1rem; padding: 0 .6rem; white-space: nowrap; }
  .stage.closed { opacity: .75; }
  .support { font-weight: 700; }
  form { display: grid; gap: .75rem; grid-template-columns: minmax(0, 1fr); padding: 1rem; margin-block: 0 1rem; border: 1px solid var(--line); border-radius: .5rem; }
  form[role=search] { grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); align-items: end; }
  label { display: grid; gap: .25rem; grid-template-columns: minmax(0, 1fr); }
  label > * { inline-size: 100%; }
  input, select, textarea, button { font: inherit; color: inherit; padding: .4rem .6rem; min-block-size: 2.5rem; max-inline-size: 100%; border: 1px solid light-dark(#767680, #90909a); border-radius: .3rem; background: light-dark(#fff, #18181c); }
  button { font-weight: 700; justify-self: start; cursor: pointer; background: var(--soft); }
  :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
  .ticket { display: grid; gap: 1.5rem; grid-template-columns: minmax(0, 3fr) minmax(15rem, 1fr); }
  @media (width < 50rem) {
    .ticket { grid-template-columns: minmax(0, 1fr); }
    article.agent { margin-inline-start: .75rem; }
    thead { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; display: block; }
    table, tbody, tr, td { display: block; }
    tr { padding-block: .5rem; border-block-end: 1px solid var(--line); }
    td, td:nth-child(2) { padding: .1rem 0; border: 0; inline-size: auto; }
  }
  main, form, label, article, td { min-inline-size: 0; }
  ol { list-style: none; padding: 0; margin: 0 0 1.5rem; display: grid; gap: 1rem; }
  article { border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; background: var(--soft); }
  article.agent { margin-inline-start: 2rem; }
  article.internal, form.internal { background: var(--note); border: 2px dashed light-dark(#8a6d00, #e0c04a); }
  .internal-mark { display: block; }
  .text { white-space: pre-wrap; }
  iframe { inline-size: 100%; block-size: 16rem; resize: vertical; overflow: auto; border: 1px solid var(--line); background: #fff; }
  dt { font-weight: 700; }
  dd { margin: 0 0 .5rem; white-space: pre-wrap; }
  .done { padding: .6rem 1rem; border: 1px solid light-dark(#2f6b3a, #7fd494); border-radius: .5rem; }
`);
