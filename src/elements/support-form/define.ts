import { define } from '../parts/define.ts';
import { SupportForm } from './support-form.ts';

define('support-form', SupportForm);
