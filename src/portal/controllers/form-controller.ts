import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { FileLimits, FileSource, Form, FormValues, PortalError, Ticket } from '../../contract/index.ts';
import type { SessionChangeEvent } from '../events.ts';
import { newKey } from '../new-key.ts';
import type { Portal } from '../portal.ts';
import { viewerOf } from '../viewer-of.ts';
import { FormDraft, type DraftOptions } from './form-draft.ts';
import { rememberedForm, rememberForm } from './remembered-form.ts';
import { RequestController } from './request-controller.ts';

/** What the controller asks its element. */
export interface FormOptions extends DraftOptions {
  /** The portal in use. */
  readonly portal: () => Portal | undefined;
  /** The id of the form to fill in; `''` where the customer chooses. */
  readonly formId: () => string;
  /** The form is complete and about to be sent; false keeps it here. */
  readonly beforeSubmit: (formId: string, values: FormValues, files: Record<string, FileSource[]>) => boolean;
  /** What was refused because the session had ended can be sent now: the same customer is back. Submit it again. */
  readonly resume: () => void;
}

/** A form as the customer chooses it. */
export type FormChoice = Pick<Form, 'id' | 'name' | 'description'>;

/** How pressing submit ended: a ticket, something to put right, a failure, or nothing was sent. */
export type SubmitResult = 'created' | 'refused' | 'failed' | 'stopped';

interface Offer {
  /** Why there is nothing to fill in. */
  readonly absence?: 'signed-out' | 'unsupported' | 'none';
  readonly choices: readonly FormChoice[];
  readonly limits: FileLimits | null;
  /** The form that was chosen, and by which id. */
  readonly form?: Form;
  readonly formId?: string;
}

const NOTHING: Offer = { choices: [], limits: null };

/**
 * A support form from the ticketing system: which one, what was typed, and sending it once. What was typed stays through every error, another form and
 * back, and the end of the session; it goes when the ticket is there, on sign-out, and when another customer signs in.
 */
export class FormController implements ReactiveController {
  /** What was typed. */
  readonly draft: FormDraft;
  /** The new ticket, once there is one. */
  ticket: Ticket | undefined;
  /** The customer gave the last submission up. */
  cancelled = false;
  readonly #host: ReactiveControllerHost & { readonly isConnected: boolean };
  readonly #options: FormOptions;
  readonly #loading: RequestController<Offer>;
  readonly #sending: RequestController<Ticket>;
  readonly #forms = new Map<string, Form>();
  #chosen: string | undefined;
  #viewer: string | undefined;
  /** The key of the last submission, and the content that it is for. */
  #submission: { readonly key: string; readonly version: number } | undefined;

  constructor(host: ReactiveControllerHost & { readonly isConnected: boolean }, options: FormOptions) {
    this.#host = host;
    this.#options = options;
    this.draft = new FormDraft(host, options);
    this.#loading = new RequestController<Offer>(host);
    this.#sending = new RequestController<Ticket>(host, { finish: true });
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('online', this.#onOnline);
  }

  hostDisconnected(): void {
    removeEventListener('online', this.#onOnline);
    removeEventListener('beforeunload', onBeforeUnload);
  }

  hostUpdated(): void {
    // Only while there is something to lose: the listener keeps a page out of the back-forward cache.
    const guarded = this.#host.isConnected && (this.draft.dirty || this.sending);
    if (guarded) addEventListener('beforeunload', onBeforeUnload);
    else removeEventListener('beforeunload', onBeforeUnload);
  }

  /** Why there is nothing to fill in; undefined if there is, or as long as it is not known. */
  get absence(): Offer['absence'] { return this.signedOut && this.form === undefined ? 'signed-out' : this.#offer.absence; }

  /** The session is over, or never was. A form that is there stays when the session ends. */
  get signedOut(): boolean { return this.#options.portal()?.session?.customer === null; }

  /** The forms to choose from; none where the page has chosen. */
  get choices(): readonly FormChoice[] { return this.#offer.choices; }

  /** The id of the chosen form; `''` while none is. */
  get chosen(): string { return this.#chosen ?? ''; }

  /** The form to fill in; undefined while it is loading or not chosen. */
  get form(): Form | undefined { return this.#offer.formId === this.#chosen ? this.#offer.form : undefined; }

  /** Something is being loaded. */
  get loading(): boolean { return this.#loading.pending; }

  /** Why nothing could be loaded. */
  get loadError(): PortalError | undefined { return this.#loading.error; }

  /** The form is on its way. */
  get sending(): boolean { return this.#sending.pending; }

  /** Why the form could not be sent; undefined where all that is wrong stands at its field. */
  get sendError(): PortalError | undefined {
    const { error } = this.#sending;
    return error?.code === 'invalid-input' && this.draft.issues.length > 0 ? undefined : error;
  }

  /** What is going on takes long. */
  get slow(): boolean { return this.#loading.slow || this.#sending.slow; }

  /** Loads the form and what can be chosen from. What was typed stays. */
  load(): void {
    const portal = this.#options.portal();
    if (portal !== undefined) void this.#loading.run((signal) => this.#load(portal, signal));
  }

  /** Forgets everything and begins anew: for another portal or customer. */
  reset(): void {
    this.#chosen = undefined;
    this.#viewer = undefined;
    this.#forms.clear();
    this.#sending.reset();
    this.#loading.reset();
    this.startAnother();
  }

  /** Another customer, or a sign-out, ends what was typed; a session that merely ended does not. */
  sessionChanged({ session, expired }: SessionChangeEvent): void {
    const viewer = viewerOf(session);
    if (viewer === undefined ? !expired : viewer !== this.#viewer) this.reset();
    else if (viewer !== undefined) {
      const isInterrupted = this.sendError?.code === 'unauthenticated';
      if (isInterrupted) this.#sending.reset();
      if (this.form === undefined) this.load();
      // Whoever has changed something since has not sent that.
      else if (isInterrupted && this.#submission?.version === this.draft.version) this.#options.resume();
    }
  }

  /** Another form. What was typed in fields that both have is there too. */
  choose(formId: string): void {
    if (this.sending) return;
    this.#chosen = formId === '' ? undefined : formId;
    this.#sending.reset();
    this.cancelled = false;
    const portal = this.#options.portal();
    if (portal !== undefined && formId !== '') rememberForm(portal, formId);
    this.load();
  }

  /**
   * Sends the form, if nothing is wrong with it. Pressed again after a failure with nothing changed, it is the same submission.
   * @param again Nobody is asked whether it may be sent: it was about to be.
   */
  async submit(again = false): Promise<SubmitResult> {
    const { draft, form } = this;
    const portal = this.#options.portal();
    if (form === undefined || portal === undefined || this.sending) return 'stopped';
    this.cancelled = false;
    this.#sending.reset();
    if (!draft.checkAll()) return 'refused';
    const { files, values, version } = draft;
    if (!again && !this.#options.beforeSubmit(form.id, values, files)) return 'stopped';
    const { key } = this.#submission = this.#submission?.version === version ? this.#submission : { key: newKey(), version };
    draft.setSending(true);
    const ticket = await this.#sending.run((signal) => portal.ticketing.createTicket({ formId: form.id, values, files }, {
      idempotencyKey: key, signal, onProgress: ({ file, sent }) => { draft.setProgress(file, sent); },
    }));
    draft.setSending(false);
    if (ticket !== undefined) {
      draft.clear();
      this.ticket = ticket;
      return 'created';
    }
    const { error } = this.#sending;
    if (error === undefined) return 'stopped';
    return draft.explain(error.issues) ? 'refused' : 'failed';
  }

  /** Gives the submission up. */
  cancel(): void {
    if (!this.sending) return;
    this.cancelled = true;
    this.#sending.abort();
  }

  /** An empty form, after a ticket was created. */
  startAnother(): void {
    this.draft.clear();
    this.ticket = undefined;
    this.cancelled = false;
    this.#submission = undefined;
    this.load();
  }

  get #offer(): Offer { return this.#loading.value ?? NOTHING; }

  async #load(portal: Portal, signal: AbortSignal): Promise<Offer> {
    const session = await portal.loadSession();
    signal.throwIfAborted();
    if (session.customer === null) return { ...NOTHING, absence: 'signed-out' };
    this.#viewer = viewerOf(session);
    const wanted = this.#options.formId();
    const [{ capabilities }, { items }] = await Promise.all([
      portal.getProfile(),
      wanted === '' ? portal.ticketing.listForms({}, { signal }) : { items: [] },
    ]);
    signal.throwIfAborted();
    const offer: Offer = { limits: capabilities.files, choices: items };
    if (!capabilities.createTicket) return { ...offer, absence: 'unsupported' };
    if (wanted === '' && items.length === 0) return { ...offer, absence: 'none' };
    const known = (id: string | undefined): string | undefined => items.find((item) => item.id === id)?.id;
    const formId = wanted === '' ? (items.length === 1 ? items[0]?.id : known(this.#chosen) ?? known(rememberedForm(portal))) : wanted;
    this.#chosen = formId;
    if (formId === undefined) return offer;
    // The choice is there while its form is on the way.
    this.#loading.value = { ...this.#offer, ...offer };
    this.#host.requestUpdate();
    const form = this.#forms.get(formId) ?? await portal.ticketing.getForm({ formId }, { signal });
    this.#forms.set(formId, form);
    this.draft.show(form, capabilities.files);
    return { ...offer, form, formId };
  }

  readonly #onOnline = (): void => { if (this.loadError?.code === 'network') this.load(); };
}

/** The browser's own question whether to leave; its text cannot be chosen. */
function onBeforeUnload(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
