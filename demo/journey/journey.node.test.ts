import { walk } from '../engines/series.ts';
import { customers } from './customer.ts';

walk(customers, 'chromium');
