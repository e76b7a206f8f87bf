import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isPortalError, type FileLimits, type FileSource, type Form, type FormField, type FormValues, type PortalError, type RelatedTicket, type Ticket } from '../../contract/index.ts';
import type { SessionChangeEvent } from '../events.ts';
import type { Portal } from '../portal.ts';
import { viewerOf } from '../viewer-of.ts';
import { FormDraft, type DraftOptions } from './form-draft.ts';
import { addressPrefill, type AddressPrefill } from './form-prefill.ts';
import { memo } from './form-memo.ts';
import { FormSender, type FormInput, type SenderOptions } from './form-sender.ts';
import { rememberedForm, rememberForm } from './remembered-form.ts';
import { RequestController } from './request-controller.ts';

/** What the controller asks its element. */
export interface FormOptions extends Omit<DraftOptions, 'edited'>, SenderOptions {
  /** The portal in use. */
  readonly portal: () => Portal | undefined;
  /** The id of the form to fill in; `''` where the customer chooses. */
  readonly formId: () => string;
  /** The id of the closed ticket that the new one goes on with; `''` for none. */
  readonly followUpOf: () => string;
  /** The form is complete and about to be sent; false keeps it here. */
  readonly beforeSubmit: (formId: string, values: FormValues, files: Record<string, FileSource[]>) => boolean;
}

/** A form as the customer chooses it. */
export type FormChoice = Pick<Form, 'id' | 'name' | 'description'>;

/** How pressing submit ended: it goes its way, something is to be put right, or nothing was sent. */
export type SubmitResult = 'pressed' | 'refused' | 'stopped';

/** Seconds to undo where no owner has decided. */
const UNDO = 5;

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
 * A support form from the ticketing system: which one, what was typed, and sending it once. What was typed is kept on the device, for each form and each closed ticket that
 * the new one goes on with; it goes when the ticket is there, on sign-out, and when another customer signs in.
 */
export class FormController implements ReactiveController {
  /** What was typed. */
  readonly draft: FormDraft;
  /** What becomes of it on the device and on its way. */
  readonly sender: FormSender;
  /** The new ticket in place of the form, once there is one. */
  ticket: Ticket | undefined;
  /** Tickets that have been created while something else was written. */
  createdBeside: readonly Ticket[] = [];
  readonly #host: ReactiveControllerHost & { readonly isConnected: boolean };
  readonly #options: FormOptions;
  readonly #loading: RequestController<Offer>;
  readonly #forms = new Map<string, Form>();
  #chosen: string | undefined;
  #viewer: string | undefined;
  /** The next form takes along what is written. */
  #isMoving = false;
  /** The address whose parameters fill in what nobody has typed; undefined when a ticket has been created with them. */
  #address: string | undefined;
  #seenAddress: string | undefined;
  readonly #readAddress = memo<AddressPrefill>();
  readonly #mergePrefill = memo<Readonly<Record<string, unknown>>>();

  constructor(host: ReactiveControllerHost & { readonly isConnected: boolean }, options: FormOptions) {
    this.#host = host;
    this.#options = options;
    this.draft = new FormDraft(host, { prefill: () => this.#filledIn, filesChanged: options.filesChanged, edited: () => { this.sender.edited(); } });
    this.sender = new FormSender(host, this.draft, { failed: options.failed, created: (ticket, press) => {
      if (press === undefined || this.ticket !== undefined) this.createdBeside = [...this.createdBeside, ticket];
      else this.ticket = ticket;
      host.requestUpdate();
      options.created(ticket, press);
    } });
    this.#loading = new RequestController<Offer>(host);
    host.addController(this);
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

  /** Why the form could not be sent; undefined where all that is wrong stands at its field. */
  get sendError(): PortalError | undefined {
    const { error } = this.sender;
    return error?.code === 'invalid-input' && this.draft.issues.length > 0 ? undefined : error;
  }

  /** Loading takes long. */
  get slow(): boolean { return this.#loading.slow; }

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
    this.#loading.reset();
    this.sender.close();
    this.#begin();
  }

  /** Another customer, or a sign-out, ends what was typed; a session that merely ended does not. */
  sessionChanged({ session, expired }: SessionChangeEvent): void {
    const viewer = viewerOf(session);
    if (viewer === undefined ? !expired : viewer !== this.#viewer) this.reset();
    else if (viewer !== undefined && this.form === undefined) this.load();
  }

  /** Another form. What was typed in fields that both have is there too. */
  choose(formId: string): void {
    if (this.sender.sending) return;
    this.#chosen = formId === '' ? undefined : formId;
    this.#isMoving = this.sender.held === undefined;
    const portal = this.#options.portal();
    if (portal !== undefined && formId !== '') rememberForm(portal, formId);
    this.load();
  }

  /** Sends the form, if nothing is wrong with it. Pressed again after it was taken back with nothing changed, it is the same submission. */
  async submit(): Promise<SubmitResult> {
    const { draft, form, sender } = this;
    const portal = this.#options.portal();
    if (form === undefined || portal === undefined || sender.busy) return 'stopped';
    if (!draft.checkAll()) return 'refused';
    const { files, values } = draft;
    if (!this.#options.beforeSubmit(form.id, values, files)) return 'stopped';
    const followUpOf = this.followUpOf?.id;
    const input: FormInput = { formId: form.id, values, files, ...followUpOf === undefined ? {} : { followUpOf } };
    await sender.press(input, this.undoSeconds * 1000);
    return 'pressed';
  }

  /** For how long a form can be taken back after it was pressed. */
  get undoSeconds(): number { return this.#options.portal()?.settings?.actions.undoSeconds ?? UNDO; }

  /** An empty form, after a ticket was created or while one is on its way. */
  startAnother(): void {
    // What the address says has been sent.
    this.#address = undefined;
    this.sender.startAnother();
    this.#begin();
  }

  #begin(): void {
    this.ticket = undefined;
    this.createdBeside = [];
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
    const viewer = this.#viewer = viewerOf(session) ?? '';
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
    this.#loading.value = { ...this.#offer.closed === closed ? this.#offer : NOTHING, ...offer };
    this.#host.requestUpdate();
    const form = this.#forms.get(formId) ?? await portal.ticketing.getForm({ formId }, { signal });
    this.#forms.set(formId, form);
    const moves = this.#isMoving;
    this.#isMoving = false;
    await this.sender.open(portal, viewer, JSON.stringify([formId, followUpOf?.id]), { moves, signal });
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
