/** Elements import no value of the contract; this one is for them too. */
export { fetchPart } from '../contract/fetch-part.ts';
