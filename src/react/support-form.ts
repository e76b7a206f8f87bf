import '../elements/support-form/define.ts';
import { SupportForm as Element } from '../elements/support-form/support-form.ts';
import { wrap } from './wrap.ts';

/** `<support-form>` as a React component. */
export const SupportForm = wrap('support-form', Element, 'before-submit', 'ticket-created', 'ticket-select');
