import { after, before, describe, it } from 'node:test';
import type { Engine } from './engines.mjs';

/** Something that somebody does in a browser from the beginning to the end. */
export interface Journey<World> {
  /** Short, for tables and the command line: `sign-in`. */
  readonly name: string;
  /** What is true afterwards. */
  readonly title: string;
  walk(world: World): Promise<void>;
}

/** Journeys through the same world, one after the other. */
export interface Series<World extends { leave(): Promise<void>; end(): Promise<void> }> {
  readonly title: string;
  start(engine: Engine): Promise<World>;
  readonly journeys: readonly Journey<World>[];
}

/** The limit of a journey, ms. */
const PATIENCE = 150_000;
const SEPARATOR = ' · ';

/** The name of a journey's test; {@link journeyOf} reads it. */
const testName = (engine: Engine, { name, title }: Journey<never>): string => [engine, name, title].join(SEPARATOR);

/** Which engine and journey a test was, if it was one. */
export function journeyOf(test: string): { engine: string; name: string } | undefined {
  const [engine, name, title] = test.split(SEPARATOR);
  return engine === undefined || name === undefined || title === undefined ? undefined : { engine, name };
}

/** Which engine and line of the table a suite of many small tests is, if it is one. */
export function lineOf(suite: string): { engine: string; name: string } | undefined {
  const [, name, engine] = /^(strict|hostile) .*pages in (\w+)$/.exec(suite) ?? [];
  return engine === undefined || name === undefined ? undefined : { engine, name };
}

/** Makes tests of a series in an engine. `wanted` names journeys; none means all. */
export function walk<World extends { leave(): Promise<void>; end(): Promise<void> }>(series: Series<World>, engine: Engine, wanted: readonly string[] = []): void {
  const journeys = series.journeys.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  if (journeys.length === 0) return;
  describe(`${series.title}, in ${engine}`, () => {
    let world: World;
    before(async () => { world = await series.start(engine); }, { timeout: PATIENCE });
    after(async () => { await world.end(); });
    for (const journey of journeys) {
      it(testName(engine, journey), { timeout: PATIENCE }, async () => {
        try {
          await journey.walk(world);
        } finally {
          await world.leave();
        }
      });
    }
  });
}
