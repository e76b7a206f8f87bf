import * as z from 'zod/mini';
import { portalSettings, SETTINGS_VERSION, type PortalSettings, type SettingsProblem, type SettingsProblemCode } from '../../contract/index.ts';
import { settingError } from '../access/settings.ts';
import { formAt } from './written-forms.ts';

/** A document that can be used, with everything filled in; or why it cannot be used at all. */
export type ReadDocument = { readonly document: PortalSettings } | { readonly problems: readonly SettingsProblem[] };

/** Reads a document as it is kept: as text. @param name What the portal is called where the document does not say. */
export function readText(text: string, name: string): ReadDocument {
  try {
    return readDocument(JSON.parse(text), name);
  } catch (error) {
    return { problems: [unusable('', 'unreadable', `is no JSON: ${(error as Error).message}.`)] };
  }
}

/** Reads a document as somebody has written it. */
export function readDocument(written: unknown, name: string): ReadDocument {
  if (typeof written !== 'object' || written === null || Array.isArray(written)) return { problems: [unusable('', 'unreadable', 'is no document: it must be an object with "version": 1.')] };
  const wrongVersion = versionProblem((written as { version?: unknown }).version);
  if (wrongVersion !== undefined) return { problems: [wrongVersion] };
  try {
    const result = z.safeParse(portalSettings, { name: { en: name }, ...written }, { error: messageOf });
    return result.success ? { document: result.data } : { problems: result.error.issues.flatMap(nearest).flatMap(problemsOf) };
  } catch {
    return { problems: [unusable('', 'unreadable', 'is nested too deeply.')] };
  }
}

/** What is wrong with documents, in one sentence for logs and the command line. */
export const told = (problems: readonly SettingsProblem[]): string => problems.map(({ path, message }) => `${path || 'The document'} ${message}`).join(' ');

const unusable = (path: string, code: SettingsProblemCode, message: string, subject?: string): SettingsProblem =>
  ({ path, code, message, severity: 'unreadable', ...subject === undefined ? {} : { subject } });

function versionProblem(version: unknown): SettingsProblem | undefined {
  if (version === SETTINGS_VERSION) return undefined;
  const ours = String(SETTINGS_VERSION);
  if (!Number.isInteger(version)) return unusable('version', 'invalid', `must be ${ours}.`);
  const theirs = String(version);
  if ((version as number) > SETTINGS_VERSION) return unusable('version', 'newer-version', `is ${theirs}, but this gateway reads ${ours}: it was written for a newer one. Update the gateway, or write the document as version ${ours}.`, theirs);
  return unusable('version', 'older-version', `is ${theirs}, but this gateway reads ${ours}: write the document as version ${ours}.`, theirs);
}

type Issue = z.core.$ZodIssue;

/** Of a value that can be one of several things, the issues of what it comes nearest to: "`operator` of the third condition", not "the filter". */
function nearest(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const depthOf = ({ path, code }: Issue): number => path.length + (code === 'unrecognized_keys' ? 1 : 0);
  const branches = issue.errors.map((issues) => ({
    issues, shallow: issues.filter((one) => depthOf(one) < 2).length, depth: Math.max(0, ...issues.map(depthOf)),
  })).sort((a, b) => a.shallow - b.shallow || b.depth - a.depth);
  const [best] = branches;
  if (best === undefined || best.depth === 0) return [issue];
  return best.issues.flatMap(nearest).map((one) => ({ ...one, path: [...issue.path, ...one.path] }));
}

function problemsOf(issue: Issue): SettingsProblem[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unusable([...issue.path, key].join('.'), 'unknown-key', 'is not known. Remove it, or look for a typing error.', key));
  const path = issue.path.join('.');
  return [unusable(path, 'invalid', formAt(path, issue) ?? issue.message)];
}

/** What is wrong with a value, where its schema has no words of its own. */
function messageOf(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'too_small': return issue.origin === 'string' ? 'must not be empty.' : `must not be less than ${String(issue.minimum)}.`;
    case 'too_big': return `must not be more than ${String(issue.maximum)}${issue.origin === 'string' ? ' characters' : issue.origin === 'array' ? ' entries' : ''}.`;
    case 'invalid_format': return 'is not written in a form that can be used.';
    case 'invalid_key': return 'has a key that is not written in a form that can be used.';
    case 'invalid_union': return 'is none of what it can be.';
    default: return settingError(issue) ?? 'cannot be used.';
  }
}
