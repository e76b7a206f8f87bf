import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installNpm } from './npm.ts';
import { run } from './run.ts';

/** What {@link buildTailwind} makes a style sheet from. */
export interface TailwindBuild {
  /** Its input; it names the template as `@source "./page.html"`. */
  readonly styleSheet: URL;
  /** The page whose classes are used. */
  readonly template: URL;
  /** The file to write. */
  readonly output: string;
  /** Packages that the style sheet imports, with exact versions. */
  readonly plugins: Readonly<Record<string, string>>;
}

/** Installs Tailwind 4 and builds the style sheet of a page. */
export async function buildTailwind(folder: string, { styleSheet, template, output, plugins }: TailwindBuild): Promise<void> {
  await installNpm(folder, { 'tailwindcss': '4.3.5', '@tailwindcss/cli': '4.3.5', ...plugins });
  // Beside the packages that it imports.
  await copyFile(fileURLToPath(styleSheet), join(folder, 'input.css'));
  await copyFile(fileURLToPath(template), join(folder, 'page.html'));
  await run(join(folder, 'node_modules/.bin/tailwindcss'), ['--input', 'input.css', '--output', output, '--minify'], { cwd: folder });
}
