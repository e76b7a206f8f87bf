import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isPortalError, type FileLimits, type FileSource, type Form, type FormField, type FormValues, type PortalError, type RelatedTicket, type Ticket } from '../../contract/index.ts';
import type { SessionChangeEvent } from '../events.ts';
import { newKey } from '../new-key.ts';
import type { Portal } from '../portal.ts';
import { viewerOf } from '../viewer-of.ts';
import { FormDraft, type DraftOptions } from './form-draft.ts';
import { addressPrefill, type AddressPrefill } from './form-prefill.ts';
import { memo } from './form-memo.ts';
import { LeaveGuard } from './leave-guard.ts';
import { rememberedForm, rememberForm } from './remembered-form.ts';
import { RequestController } from './request-controller.ts';

/** What the controller asks its element. */
export interface FormOptions extends DraftOptions {
  /** The portal in use. */
  readonly portal: () => Portal | undefined;
  /** The id of the form to fill in; `''` where the customer chooses. */
  readonly formId: () => string;
  /** The id of the closed ticket that the new one goes on with; `''` for none. */
  readonly followUpOf: () => string;
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
  readonly absence?: 'signed-out' | 'unsupported' | 'none' | 'no-follow-up';
  /** The ticket that the new one goes on with, and the id that it was asked for by. */
  readonly followUpOf?: RelatedTicket | undefined;
  readonly closed?: string;
  readonly choices: readonly FormChoice[];
  readonly limits: FileLimits | null;
  /** The form that was chosen, and by which id. */
  readonly form?: Form;
  readonly formId?: string;
}

const NOTHING: Offer = { choices: [], limits: null };
const NO_PREFILL: AddressPrefill = { values: {}, left: [] };

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
  /** The key of the last submission, and what it is for. */
  #submission: { readonly key: string; readonly version: number; readonly form: Form; readonly followUpOf: string | undefined } | undefined;
  /** The address whose parameters fill in what nobody has typed; undefined when a ticket has been created with them. */
  #address: string | undefined;
  #seenAddress: string | undefined;
  readonly #readAddress = memo<AddressPrefill>();
  readonly #mergePrefill = memo<Readonly<Record<string, unknown>>>();

  constructor(host: ReactiveControllerHost & { readonly isConnected: boolean }, options: FormOptions) {
    this.#host = host;
    this.#options = options;
    this.draft = new FormDraft(host, { prefill: () => this.#filledIn, filesChanged: options.filesChanged });
    this.#loading = new RequestController<Offer>(host);
    this.#sending = new RequestController<Ticket>(host, { finish: true });
    host.addController(this);
    new LeaveGuard(host, () => this.draft.dirty || this.sending);
  }

  hostConnected(): void {
    addEventListener('online', this.#onOnline);
    for (const type of ['popstate', 'hashchange']) addEventListener(type, this.#onAddress);
    this.#onAddress();
  }

  hostDisconnected(): void {
    removeEventListener('online', this.#onOnline);
    for (const type of ['popstate', 'hashchange']) removeEventListener(type, this.#onAddress);
  }

  /** Why there is nothing to fill in; undefined if there is, or as long as it is not known. */
  get absence(): Offer['absence'] { return this.signedOut && this.form === undefined ? 'signed-out' : this.#offer.absence; }

  /** The session is over, or never was. A form that is there stays when the session ends. */
  get signedOut(): boolean { return this.#options.portal()?.session?.customer === null; }

  /** The ticket that the new one goes on with; undefined for none, and as long as it is not known. */
  get followUpOf(): RelatedTicket | undefined { return this.#offer.followUpOf; }

  /** Fields that the page's address wanted to fill in and could not. */
  get leftByAddress(): readonly FormField[] { return this.#inAddress.left; }

  /** The forms to choose from; none where the page has chosen. */
  get choices(): readonly FormChoice[] { return this.#offer.choices; }

  /** The id of the chosen form; `''` while none is. */
  get chosen(): string { return this.#chosen ?? ''; }

  /** The form to fill in; undefined while it is loading or not chosen. */
  get form(): Form | undefined {
    const { formId, closed, form } = this.#offer;
    return formId === this.#chosen && closed === this.#options.followUpOf() ? form : undefined;
  }

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
    this.#begin();
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
    const followUpOf = this.followUpOf?.id;
    const last = this.#submission;
    const isSame = last?.version === version && last.form === form && last.followUpOf === followUpOf;
    const { key } = this.#submission = isSame ? last : { key: newKey(), version, form, followUpOf };
    draft.setSending(true);
    const ticket = await this.#sending.run((signal) => portal.ticketing.createTicket({ formId: form.id, values, files, ...followUpOf === undefined ? {} : { followUpOf } }, {
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
    // What the address says has been sent.
    this.#address = undefined;
    this.#begin();
  }

  #begin(): void {
    this.draft.clear();
    this.ticket = undefined;
    this.cancelled = false;
    this.#submission = undefined;
    this.load();
  }

  get #offer(): Offer { return this.#loading.value ?? NOTHING; }

  /** What is filled in before anybody types: the page's own word goes before its address. */
  get #filledIn(): Readonly<Record<string, unknown>> {
    const [{ values }, own] = [this.#inAddress, this.#options.prefill()];
    return this.#mergePrefill([values, own], () => ({ ...values, ...own }));
  }

  /** What the page's address fills in, where the owner lets it. */
  get #inAddress(): AddressPrefill {
    const { form } = this;
    const address = this.#address;
    const settings = this.#options.portal()?.settings?.form.prefill;
    if (form === undefined || address === undefined || settings?.enabled !== true) return NO_PREFILL;
    return this.#readAddress([form, address, settings], () => addressPrefill(form, address, settings.maxLength));
  }

  async #load(portal: Portal, signal: AbortSignal): Promise<Offer> {
    const session = await portal.loadSession();
    signal.throwIfAborted();
    if (session.customer === null) return { ...NOTHING, absence: 'signed-out' };
    this.#viewer = viewerOf(session);
    const wanted = this.#options.formId();
    const closed = this.#options.followUpOf();
    const [{ capabilities }, { items }, settings, followUpOf] = await Promise.all([
      portal.getProfile(),
      wanted === '' ? portal.ticketing.listForms({}, { signal }) : { items: [] },
      portal.getSettings(),
      closed === '' ? undefined : followedUp(portal, closed, signal),
    ]);
    signal.throwIfAborted();
    const offer: Offer = { limits: capabilities.files, choices: items, closed, followUpOf: followUpOf ?? undefined };
    if (!capabilities.createTicket || settings?.form.enabled === false) return { ...offer, absence: 'unsupported' };
    if (followUpOf === null) return { ...offer, absence: 'no-follow-up' };
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

  /** An address that fills in nothing takes nothing back: it is that of another place of the portal. */
  readonly #onAddress = (): void => {
    const { href } = location;
    if (href === this.#seenAddress) return;
    this.#seenAddress = href;
    const { form } = this;
    const { values, left } = form === undefined ? NO_PREFILL : addressPrefill(form, href, Number.POSITIVE_INFINITY);
    if (form !== undefined && left.length === 0 && Object.keys(values).length === 0) return;
    this.#address = href;
    this.#host.requestUpdate();
  };

  readonly #onOnline = (): void => { if (this.loadError?.code === 'network') this.load(); };
}

/** The ticket that a new one is to go on with; null where that is not possible. */
async function followedUp(portal: Portal, ticketId: string, signal: AbortSignal): Promise<RelatedTicket | null> {
  try {
    const { id, displayId, subject, capabilities } = await portal.ticketing.getTicket({ ticketId }, { signal });
    return capabilities.followUp === true ? { id, displayId, subject } : null;
  } catch (error) {
    if (isPortalError(error, 'not-found')) return null;
    throw error;
  }
}
