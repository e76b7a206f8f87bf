import type { Row } from './bench.ts';
import { goalOf, shown, times, type Result } from './table.ts';

/**
 * The picture of all benchmarks: a bar for each figure that has a goal, as long as its share of the goal, so that one line shows what holds.
 * It is light or dark as its reader's device; it needs no font and no script.
 */
const WIDTH = 880;
const LABEL = 330;
const GOAL_AT = LABEL + 250;
/** Bars end here, whatever they stand for. */
const LONGEST = LABEL + 375;
const LINE = 22;
const SIZE = 13;

const STYLE = `
  text { font: ${String(SIZE)}px system-ui, sans-serif; fill: #24292f }
  .title { font-weight: 600; font-size: 15px }
  .note { fill: #57606a }
  .good { fill: #2da44e } .bad { fill: #cf222e }
  .goal { stroke: #57606a; stroke-dasharray: 3 3 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .note { fill: #9198a1 } .good { fill: #3fb950 } .bad { fill: #f85149 } .goal { stroke: #9198a1 }
  }`;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** How much of the goal is used: 1 is exactly the goal, more is too much. */
export function shareOfGoal({ value, ratio, goal }: Row): number | undefined {
  const reached = goal?.of === 'ratio' ? ratio : value;
  if (goal === undefined || reached === undefined) return undefined;
  if (goal.atMost !== undefined) return goal.atMost === 0 ? (reached === 0 ? 0 : Infinity) : reached / goal.atMost;
  return goal.atLeast === undefined || reached === 0 ? undefined : goal.atLeast / reached;
}

function bar(row: Row, y: number): string {
  const share = shareOfGoal(row) ?? 0;
  const length = Math.max(2, Math.min(LONGEST - LABEL, share * (GOAL_AT - LABEL)));
  const reached = row.goal?.of === 'ratio' && row.ratio !== undefined ? times(row.ratio) : shown(row.value, row.unit);
  const middle = String(y + SIZE - 1);
  return [
    `<text x="${String(LABEL - 10)}" y="${middle}" text-anchor="end">${escaped(row.what)}</text>`,
    `<rect class="${row.holds ? 'good' : 'bad'}" x="${String(LABEL)}" y="${String(y)}" width="${length.toFixed(1)}" height="${String(SIZE + 2)}" rx="2"/>`,
    `<text x="${String(LONGEST + 10)}" y="${middle}">${row.holds ? '✓' : '✗'} ${escaped(reached)} <tspan class="note">(${escaped(goalOf(row))})</tspan></text>`,
  ].join('\n');
}

/** @returns an SVG document of all figures that have a goal, in the order of the results */
export function picture(results: readonly Result[]): string {
  const parts: string[] = [];
  let y = 30;
  for (const { title, rows } of results) {
    const judged = rows.filter((row) => shareOfGoal(row) !== undefined);
    if (judged.length === 0) continue;
    parts.push(`<text class="title" x="10" y="${String(y + 10)}">${escaped(title)}</text>`);
    y += LINE + 4;
    for (const row of judged) {
      parts.push(bar(row, y));
      y += LINE;
    }
    y += 14;
  }
  const { cpu = '', cores = 0 } = results[0]?.machine ?? {};
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(WIDTH)} ${String(y + 14)}" role="img" aria-label="Benchmarks: each figure as a share of its goal">
<style>${STYLE}</style>
<text class="note" x="${String(GOAL_AT)}" y="16" text-anchor="middle">goal</text>
<line class="goal" x1="${String(GOAL_AT)}" x2="${String(GOAL_AT)}" y1="22" y2="${String(y - 8)}"/>
${parts.join('\n')}
<text class="note" x="10" y="${String(y + 4)}">${escaped(`Shorter is better. ${cpu}, ${String(cores)} cores.`)}</text>
</svg>
`;
}
